import { Skeleton, Textarea } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { isExpr } from '../../../flows/flow.ts';
import { focusProps, type PlacedProps } from '../inputs/input.ts';
import { pointerIn, usePlace } from '../place.ts';
import { useTyped } from '../typed.ts';

const ExpressionField = lazy(async () => ({ default: PlainExpression }));

/** A value that is computed: the expression with completion and preview. */
export function ExpressionValue(props: PlacedProps) {
  return (
    <Suspense fallback={<Skeleton height={32} radius={6} />}>
      <ExpressionField {...props} />
    </Suspense>
  );
}

/** The expression as plain text. */
function PlainExpression(props: PlacedProps) {
  const place = usePlace();
  const typed = useTyped(
    isExpr(props.value) ? props.value.$expr : '',
    (value) => String(value ?? ''),
    (text) => ({ value: text }),
    (text) => props.onChange({ $expr: String(text ?? '') }),
  );
  return (
    <Textarea
      {...focusProps(props)}
      data-pointer={pointerIn(place, props.path)}
      classNames={{ input: 'form-code' }}
      autosize
      minRows={1}
      maxRows={8}
      spellCheck={false}
      value={typed.text}
      onChange={(event) => typed.type(event.currentTarget.value)}
    />
  );
}
