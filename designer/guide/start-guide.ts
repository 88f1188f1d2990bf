import { useMutation } from '@tanstack/react-query';
import { freeId } from '../../flows/free-id.ts';
import type { FlowDetail, FlowSummary, Page } from '../../server/http/api.ts';
import { call } from '../api/client.ts';
import { useOpenDraft } from '../gallery/templates.ts';
import { sayRefused } from '../show/notify.tsx';
import { guide as words } from '../text/en/guide.ts';
import { openGuide } from './progress.ts';

/** Makes the empty draft of a first flow, with the guide open beside it. */
export async function startGuide(): Promise<FlowDetail> {
  const { items } = await call<Page<FlowSummary>>('/api/flows');
  const { id, number } = freeId(
    words.flowTitle,
    items.map((flow) => flow.id),
  );
  const title = number === 1 ? words.flowTitle : `${words.flowTitle} ${number}`;
  const detail = await call<FlowDetail>('/api/flows', { method: 'POST', body: { format: 1, id, title, nodes: {}, edges: [] } });
  openGuide(id);
  return detail;
}

/** The same from a button: it opens the draft where it is drawn. */
export function useStartGuide() {
  const open = useOpenDraft();
  return useMutation({ mutationFn: startGuide, onSuccess: open, onError: sayRefused });
}
