import { CircleCheck, CircleDashed, CirclePause, CircleX, Hourglass, TriangleAlert } from 'lucide-react';
import type { ConnectionHealth } from '../../server/http/api.ts';
import { en } from '../text/en.ts';

const looks = {
  healthy: { icon: CircleCheck, colour: 'var(--completed)' },
  refusing: { icon: CircleX, colour: 'var(--parked)' },
  failing: { icon: TriangleAlert, colour: 'var(--parked)' },
  slow: { icon: Hourglass, colour: 'var(--waiting)' },
  quiet: { icon: CircleDashed, colour: 'var(--canceled)' },
  paused: { icon: CirclePause, colour: 'var(--running)' },
};

/** How a connection fares: shape and word. */
export function HealthState({ state }: { state: ConnectionHealth['state'] }) {
  const { icon: Icon, colour } = looks[state];
  return (
    <span className="status">
      <Icon size={15} color={colour} aria-hidden />
      {en.connectors.health.states[state]}
    </span>
  );
}
