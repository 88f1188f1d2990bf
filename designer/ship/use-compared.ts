import { useMemo } from 'react';
import { diffFlows, type FlowDiff } from '../../flows/diff.ts';
import type { Flow, FlowDetail, VersionInfo } from '../../server/http/api.ts';
import { useVersion } from '../api/ship.ts';

/** Names the draft among versions. */
export const draftName = 'draft';

export interface Compared {
  from: string;
  to: string;
  before: Flow | undefined;
  after: Flow | undefined;
  /** Once both drawings are there. */
  diff: FlowDiff | undefined;
  error: Error | null;
  again: () => void;
}

/** Two versions of a flow, or a version and the draft; where the address names none, what is live and the draft. */
export function useCompared(
  flowId: string,
  detail: FlowDetail,
  versions: readonly VersionInfo[],
  asked: { from?: string | undefined; to?: string | undefined },
): Compared {
  const from = asked.from ?? detail.deployed?.version ?? versions[0]?.version ?? draftName;
  const to = asked.to ?? draftName;
  const first = useVersion(flowId, from === draftName ? undefined : from);
  const second = useVersion(flowId, to === draftName ? undefined : to);
  const before = from === draftName ? detail.flow : first.data?.flow;
  const after = to === draftName ? detail.flow : second.data?.flow;
  const diff = useMemo(() => (before && after ? diffFlows(before, after) : undefined), [before, after]);
  const again = () => {
    for (const one of [first, second]) if (one.isError) void one.refetch();
  };
  return { from, to, before, after, diff, error: first.error ?? second.error, again };
}
