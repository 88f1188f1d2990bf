import { ReasonDialog } from '../act/ReasonDialog.tsx';
import { useResume } from '../api/review.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';

/** Says what leaves when the review ends, asks why, and ends it. */
export function ResumeDialog({ held, more, onClose }: { held: number; more: boolean; onClose: () => void }) {
  const resume = useResume();
  const go = (reason: string) =>
    resume.mutate(reason, {
      onSuccess: ({ retried }) => say(en.review.didResume(retried)),
      onError: sayRefused,
      onSettled: onClose,
    });
  return (
    <ReasonDialog
      title={en.review.resumeTitle}
      what={en.review.resumeWhat(held, more)}
      go={en.review.resumeGo(held, more)}
      keep={en.review.keep}
      danger
      busy={resume.isPending}
      onGo={go}
      onClose={onClose}
    />
  );
}
