import { Ban, Check, CircleX, Clock, Hourglass, type LucideIcon, Play, X } from 'lucide-react';
import type { RunStatus, StepStatus } from '../../server/http/api.ts';
import { en } from '../text/en.ts';

interface Look {
  icon: LucideIcon;
  colour: string;
}

const looks: Record<RunStatus | StepStatus, Look> = {
  running: { icon: Play, colour: 'var(--running)' },
  waiting: { icon: Hourglass, colour: 'var(--waiting)' },
  parked: { icon: CircleX, colour: 'var(--parked)' },
  completed: { icon: Check, colour: 'var(--completed)' },
  canceled: { icon: Ban, colour: 'var(--canceled)' },
  scheduled: { icon: Clock, colour: 'var(--text-3)' },
  failed: { icon: X, colour: 'var(--parked)' },
};

/** The icon of a state in its colour; always beside its word. */
export function StatusIcon({ status, size = 15 }: { status: RunStatus | StepStatus; size?: number }) {
  const { icon: Icon, colour } = looks[status];
  return <Icon size={size} color={colour} aria-hidden />;
}

/** State as shape and word: the icon has the colour, the word stays text. */
export function Status({ status, word }: { status: RunStatus | StepStatus; word?: string }) {
  return (
    <span className="status">
      <StatusIcon status={status} />
      <span>{word ?? en.status[status]}</span>
    </span>
  );
}
