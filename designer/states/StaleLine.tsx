import { Button } from '@mantine/core';
import { WifiOff } from 'lucide-react';
import { tryLine, useLine } from '../api/live.ts';
import { clockOf, spanOf } from '../show/moment.ts';
import { useNow } from '../show/use-now.ts';
import { en } from '../text/en.ts';

/** Says that live updates stopped, since when, and how old the page is. Appears after five seconds without contact. */
export function StaleLine() {
  const line = useLine();
  const now = useNow(1_000);
  if (line.broken === undefined || now - line.broken < 5_000) return null;
  return (
    <div className="stale" role="status">
      <WifiOff size={16} aria-hidden />
      <span>
        <strong>{en.states.staleAt(clockOf(line.at))}</strong> {en.states.staleAge(spanOf(Math.floor((now - line.at) / 1_000) * 1_000))}
      </span>
      <Button size="xs" onClick={tryLine} className="stale-try">
        {en.states.tryNow}
      </Button>
    </div>
  );
}
