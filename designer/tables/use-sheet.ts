import { useCallback, useState } from 'react';
import { type Edit, edited, type Sheet } from './sheet.ts';

const most = 100;

/** A sheet under edit with the steps before it, newest last; another table or a newer one begins anew. */
export function useSheet(saved: Sheet, rev: number) {
  const [state, setState] = useState<{ rev: number; steps: Sheet[] }>({ rev, steps: [saved] });
  const steps = state.rev === rev ? state.steps : [saved];
  const edit = useCallback(
    (change: Edit) =>
      setState((now) => {
        const before = now.rev === rev ? now.steps : [saved];
        return { rev, steps: [...before, edited(before.at(-1)!, change)].slice(-most) };
      }),
    [rev, saved],
  );
  return {
    sheet: steps.at(-1)!,
    edit,
    isChanged: steps.length > 1,
    undo: () => setState((now) => (now.rev === rev && now.steps.length > 1 ? { rev, steps: now.steps.slice(0, -1) } : now)),
    discard: () => setState({ rev, steps: [saved] }),
  };
}
