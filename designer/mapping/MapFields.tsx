import { Button } from '@mantine/core';
import { Spline } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { mapping as words } from '../text/en/mapping.ts';
import { targetOf } from './target.ts';
import type { MappingAsk } from './use-mapping.ts';

const MappingEditor = lazy(() => import('./MappingEditor.tsx'));

/** The way into the mapping editor from a field of a step; nothing where the field has no fields of its own to map. */
export function MapFields({ label, ...ask }: Omit<MappingAsk, 'target'> & { label?: string }) {
  const [open, setOpen] = useState(false);
  const { flow, nodeTypes, node, path } = ask;
  const type = nodeTypes.find((one) => one.type === flow.nodes[node]?.type);
  const target = type && targetOf(type, flow.nodes[node]?.config ?? {}, path);
  if (!target) return null;
  return (
    <>
      <Button size="xs" leftSection={<Spline size={14} aria-hidden />} onClick={() => setOpen(true)}>
        {label ?? words.open}
      </Button>
      {open ? (
        <Suspense>
          <MappingEditor {...ask} target={target} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
