import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeployAnswer, DeployPreview, Flow, FlowDetail, MoveAnswer, ShipAsk, VersionInfo } from '../../server/http/api.ts';
import { call, query, send } from './client.ts';

const at = (flow: string, what: string): string => `/api/flows/${encodeURIComponent(flow)}/${what}`;

/** One version with its drawing; it never changes. */
export const useVersion = (flow: string, version: string | undefined) =>
  useQuery({
    queryKey: ['flow', flow, 'version', version],
    queryFn: ({ signal }) => call<VersionInfo & { flow: Flow }>(at(flow, `versions/${encodeURIComponent(version ?? '')}`), { signal }),
    enabled: version !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a deploy of the draft, or a rollback to a version, would do to the orders under way. Asked anew each time it is looked at. */
export const useDeployPreview = (flow: string, version?: string) =>
  useQuery({
    queryKey: ['flow', flow, 'deploy-preview', version ?? 'draft'],
    queryFn: ({ signal }) => call<DeployPreview>(`${at(flow, 'deploy-preview')}${query({ version })}`, { signal }),
    staleTime: 0,
    gcTime: 0,
  });

function useAct<T, A>(flow: string, act: (ask: A) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => Promise.all([['flow', flow], ['flows']].map((queryKey) => client.invalidateQueries({ queryKey }))) });
}

export const useDeploy = (flow: string) =>
  useAct(flow, ({ rev, ...body }: ShipAsk & { rev: number }) =>
    call<DeployAnswer>(at(flow, 'deploy'), { method: 'POST', body, headers: { 'if-match': `"${rev}"` } }),
  );

/** Makes a version current again; with `move`, waiting orders that are safe go with it. */
export const useRollback = (flow: string) =>
  useAct(flow, async ({ version, message, move }: { version: string; message: string; move?: boolean }) => {
    const detail = await call<FlowDetail>(at(flow, 'rollback'), { method: 'POST', body: { version, message } });
    const moved = move ? await call<MoveAnswer>(at(flow, 'move'), { method: 'POST', body: { reason: message } }) : undefined;
    return { detail, moved };
  });

/** Puts a drawing in the place of the draft it was made from. */
export const useReplaceDraft = (flow: string) =>
  useAct(flow, ({ drawing, rev }: { drawing: Flow; rev: number }) =>
    call<FlowDetail>(`/api/flows/${encodeURIComponent(flow)}`, { method: 'PUT', body: drawing, headers: { 'if-match': `"${rev}"` } }),
  );

/** The drawing as the file that is kept in git: the draft where no version is named. */
export async function exportedFile(flow: string, version: string | undefined): Promise<string> {
  const answer = await send(`${at(flow, 'export')}${query({ version })}`);
  return answer.text();
}
