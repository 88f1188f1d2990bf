import { Button } from '@mantine/core';
import { WifiOff } from 'lucide-react';
import { useLine } from '../api/live.ts';
import { queryClient } from '../api/query-client.ts';
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
        <strong>{en.states.staleAt(clockOf(line.broken))}</strong> {en.states.staleAge(spanOf(now - line.broken))}
      </span>
      <Button size="xs" onClick={() => void queryClient.invalidateQueries()} style={{ marginLeft: 'auto' }}>
        {en.states.tryNow}
      </Button>
    </div>
  );
}
