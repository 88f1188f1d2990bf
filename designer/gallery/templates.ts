import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { freeId } from '../../flows/free-id.ts';
import type { Flow, FlowDetail, FlowSummary, Page, TemplateDetail, TemplateInfo } from '../../server/http/api.ts';
import { call } from '../api/client.ts';
import { sayRefused } from '../show/notify.tsx';

const never = Number.POSITIVE_INFINITY; // templates change with the hub only

/** What one may begin with. */
export const useTemplates = () =>
  useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) => call<Page<TemplateInfo>>('/api/templates', { signal }).then((page) => page.items),
    staleTime: never,
  });

const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ['template', id],
    queryFn: ({ signal }) => call<TemplateDetail>(`/api/templates/${encodeURIComponent(id)}`, { signal }),
    staleTime: never,
  });

/** A template with its drawing. */
export const useTemplate = (id: string) => useQuery(templateQuery(id));

/** Opens a new draft where it is drawn. */
export function useOpenDraft() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (detail: FlowDetail) => {
    client.setQueryData(['flow', detail.flow.id], detail);
    void client.invalidateQueries({ queryKey: ['flows'] });
    await navigate({ to: '/flows/$flowId', params: { flowId: detail.flow.id }, search: { mode: 'edit' } as never }); // the page reads its own search
  };
}

/** Makes a draft out of a template and opens it. */
export function useUse() {
  const open = useOpenDraft();
  return useMutation({
    mutationFn: (id: string) => call<FlowDetail>(`/api/templates/${encodeURIComponent(id)}/use`, { method: 'POST', body: {} }),
    onSuccess: open,
    onError: sayRefused,
  });
}

/** Ids of the flows there are, as they stand now. */
const takenIds = async (): Promise<string[]> => (await call<Page<FlowSummary>>('/api/flows')).items.map(({ id }) => id);

/** Makes a draft out of a drawing under a free id, made of `name` (the drawing's own id when absent), and opens it. A refusal is left to the caller. */
export function useMakeDraft() {
  const open = useOpenDraft();
  return useMutation({
    mutationFn: async ({ drawing, name }: { drawing: Flow; name?: string }) => {
      const { id } = freeId(name ?? drawing.id, await takenIds());
      const { lock: _, ...draft } = drawing; // the file of a version says what it was frozen with; a draft has none of that
      return call<FlowDetail>('/api/flows', { method: 'POST', body: { ...draft, id } });
    },
    onSuccess: open,
  });
}
