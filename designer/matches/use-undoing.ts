import { useUndo } from '../api/money.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { matches as words } from '../text/en/matches.ts';

export interface Undoing {
  go: (id: string) => void;
  isPending: boolean;
  /** The payment decided last on this visit. */
  last: string | undefined;
}

/** Takes a decision back, and says so. */
export function useUndoing(onUndone: (id: string) => void) {
  const undo = useUndo();
  const go = (id: string) => {
    if (undo.isPending) return;
    undo.mutate(id, {
      onSuccess: () => {
        say(words.undone);
        onUndone(id);
      },
      onError: sayRefused,
    });
  };
  return { go, isPending: undo.isPending };
}
