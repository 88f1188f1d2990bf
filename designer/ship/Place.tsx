import { useEnvironments } from '../api/environments.ts';
import { here } from '../api/here.ts';
import { useMe } from '../api/session.ts';
import { Square } from '../shell/Environment.tsx';

/** In which environment this is, without a way out of it. */
export function Place() {
  const name = useMe().data?.environment ?? '';
  const shown = (useEnvironments().data ?? []).find((one) => (here === undefined ? one.active : one.name === here));
  return (
    <span className="environment">
      <Square color={shown?.color ?? (name === 'Production' ? 'red' : 'blue')} />
      {shown?.title ?? here ?? name}
    </span>
  );
}
