import type { Money, Switch } from '../../server/http/api.ts';
import { ReasonDialog } from '../act/ReasonDialog.tsx';
import { useHeld, usePreview, useTurn } from '../api/held.ts';
import { moneysOf } from '../show/amount.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { switches as words } from '../text/en/switches.ts';

const sums = ({ runs, money }: { runs: number; money: Money[] }) => [runs, moneysOf(money)] as const;

/** Says what will wait, or what goes on, before it asks for the reason. */
export function SwitchDialog({ of, onClose }: { of: Switch; onClose: () => void }) {
  const turn = useTurn(of);
  const preview = usePreview(of, !of.paused && of.kind === 'connection').data;
  const held = useHeld().data?.find(({ kind, id }) => kind === of.kind && id === of.id);
  const coming = preview ? words.willWait(...sums(preview)) : words.counting;
  const what = of.paused
    ? [words.resumeWhat(...sums(held ?? { runs: 0, money: [] }))]
    : [...(of.kind === 'connection' ? [coming] : []), ...words.pauseWhat[of.kind]];
  const go = (reason: string) =>
    turn.mutate(reason, {
      onSuccess: () => {
        say(of.paused ? words.didResume(of.title) : words.didPause(of.title));
        onClose();
      },
      onError: sayRefused,
    });
  return (
    <ReasonDialog
      title={of.paused ? words.resumeTitle(of.title) : words.pauseTitle(of.title)}
      what={what}
      go={of.paused ? words.resumeGo[of.kind] : words.pauseGo[of.kind]}
      busy={turn.isPending}
      onGo={go}
      onClose={onClose}
    />
  );
}
