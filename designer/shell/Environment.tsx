import type { Me } from '../../server/http/api.ts';

/** Which world this is: a red square for Production, a blue one for Test and Demo. */
export function Environment({ name }: { name: Me['environment'] }) {
  return (
    <span className="environment">
      <span className="square" style={{ background: name === 'Production' ? 'var(--parked)' : 'var(--running)' }} />
      {name}
    </span>
  );
}
