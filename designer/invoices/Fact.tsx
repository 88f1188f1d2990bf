import type { ReactNode } from 'react';
import { At } from './place.tsx';

/** A name and a value, where there is one. */
export function Fact({ name, at, children }: { name: string; at: string; children: ReactNode }) {
  if (children === undefined || children === null || children === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">
        <At to={at}>{children}</At>
      </dd>
    </div>
  );
}
