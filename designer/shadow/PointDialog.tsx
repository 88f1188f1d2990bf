import { ReasonDialog } from '../act/ReasonDialog.tsx';
import { usePointShadow } from '../api/shadow.ts';
import { sayRefused } from '../show/notify.tsx';
import { shadow as words } from '../text/en/shadow.ts';

/** Asks before a draft follows the live version, and before it no longer does. */
export function PointDialog({ flowId, title, act, onClose }: { flowId: string; title: string; act: 'begin' | 'end'; onClose: () => void }) {
  const point = usePointShadow(flowId);
  const go = (message: string) => point.mutate(act === 'begin' ? { draft: true, message } : undefined, { onSuccess: onClose, onError: sayRefused });
  return (
    <ReasonDialog
      title={act === 'begin' ? words.beginTitle(title) : words.endTitle(title)}
      what={[act === 'begin' ? words.beginText : words.endText]}
      go={act === 'begin' ? words.go : words.endGo}
      keep={words.keep}
      busy={point.isPending}
      onGo={go}
      onClose={onClose}
    />
  );
}
