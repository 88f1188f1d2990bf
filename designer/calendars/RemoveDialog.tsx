import { ReasonDialog } from '../act/ReasonDialog.tsx';
import { useRemoveCalendar } from '../api/calendars.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';

const words = en.calendars;

/** Says what goes with a calendar, asks why, and removes it. */
export function RemoveDialog({ id, title, rev, onDone, onClose }: { id: string; title: string; rev: number; onDone: () => void; onClose: () => void }) {
  const remove = useRemoveCalendar(id, rev);
  const go = (reason: string) =>
    remove.mutate(reason, {
      onSuccess: () => {
        say(words.removed(title));
        onDone();
      },
      onError: (error) => {
        sayRefused(error);
        onClose();
      },
    });
  return (
    <ReasonDialog title={words.removeTitle(title)} what={words.removeWhat} go={words.removeGo} danger busy={remove.isPending} onGo={go} onClose={onClose} />
  );
}
