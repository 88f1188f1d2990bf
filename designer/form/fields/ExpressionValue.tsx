import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { PlacedProps } from '../inputs/input.ts';
import { pointerIn, usePlace } from '../place.ts';

const ExpressionField = lazy(() => import('../../expression/ExpressionField.tsx'));

/** A value that is computed: the expression with completion and preview. */
export function ExpressionValue({ id, value, label, path, describedBy, onChange }: PlacedProps) {
  const place = usePlace();
  return (
    <div id={id}>
      <Suspense fallback={<Skeleton height={58} radius={6} />}>
        <ExpressionField
          value={value}
          onChange={onChange}
          node={place.node}
          path={pointerIn(place, path)}
          label={label}
          flow={place.flow}
          nodeTypes={place.nodeTypes}
          {...(describedBy === undefined ? {} : { describedBy })}
        />
      </Suspense>
    </div>
  );
}
