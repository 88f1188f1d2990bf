import type { FlowSummary } from '../../server/http/api.ts';
import { ReasonDialog } from '../act/ReasonDialog.tsx';
import { useFlowSwitch } from '../api/flows.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';

/** Pauses or resumes a flow, with a reason. */
export function FlowSwitch({ flow, onClose }: { flow: Pick<FlowSummary, 'id' | 'title' | 'paused'>; onClose: () => void }) {
  const change = useFlowSwitch(flow.id);
  const words = flow.paused
    ? { title: en.flows.resumeTitle(flow.title), what: en.flows.resumeWhat, go: en.flows.resumeGo, did: en.flows.didResume(flow.title) }
    : { title: en.flows.pauseTitle(flow.title), what: en.flows.pauseWhat, go: en.flows.pauseGo, did: en.flows.didPause(flow.title) };
  const go = (reason: string) =>
    change.mutate(
      { act: flow.paused ? 'resume' : 'pause', reason },
      {
        onSuccess: () => {
          say(words.did);
          onClose();
        },
        onError: sayRefused,
      },
    );
  return <ReasonDialog title={words.title} what={words.what} go={words.go} busy={change.isPending} onGo={go} onClose={onClose} />;
}
