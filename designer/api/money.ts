import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  BankFileAnswer,
  EinvoiceView,
  InvoiceDetail,
  InvoicePage,
  MatchAutomatic,
  MatchConfirm,
  MatchQueue,
  MatchWork,
  OpenItems,
  StatementTaken,
} from '../../server/http/api.ts';
import { call, query } from './client.ts';

const pathOf = (id: string): string => `/api/matches/${encodeURIComponent(id)}`;
/** Names of files are the hub's to refuse: what it would not take is left out. */
const nameOf = (file: File): string => file.name.replace(/[\p{C}]/gu, '').slice(0, 200);

/** Payments that wait for a decision, or those that have theirs. */
export const useMatches = (state: 'waiting' | 'allocated') =>
  useQuery({ queryKey: ['matches', state], queryFn: ({ signal }) => call<MatchQueue>(`/api/matches${query({ state })}`, { signal }) });

/** One payment with its readings. */
export const useMatch = (id: string) =>
  useQuery({ queryKey: ['match', id], queryFn: ({ signal }) => call<MatchWork>(pathOf(id), { signal }), staleTime: 0, refetchOnWindowFocus: false });

export const useOpenItems = (find: string, enabled: boolean) =>
  useQuery({
    queryKey: ['open-items', find],
    queryFn: ({ signal }) => call<OpenItems>(`/api/items${query({ find })}`, { signal }).then(({ items }) => items),
    enabled,
    placeholderData: (before) => before,
  });

/** What a decision makes stale. */
function useForget() {
  const client = useQueryClient();
  return () => Promise.all([['matches'], ['match'], ['open-items']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

export function useConfirm() {
  const onSuccess = useForget();
  return useMutation({ mutationFn: ({ id, ...body }: MatchConfirm & { id: string }) => call(`${pathOf(id)}/confirm`, { method: 'POST', body }), onSuccess });
}

export function useUndo() {
  const onSuccess = useForget();
  return useMutation({ mutationFn: (id: string) => call(`${pathOf(id)}/undo`, { method: 'POST', body: {} }), onSuccess });
}

export function useAutomatic() {
  const onSuccess = useForget();
  return useMutation({ mutationFn: () => call<MatchAutomatic>('/api/matches/automatic', { method: 'POST' }), onSuccess });
}

/** Reads a bank file; nothing is booked. */
export const readBankFile = (file: File): Promise<BankFileAnswer> =>
  call<BankFileAnswer>(`/api/statements${query({ file: nameOf(file) })}`, { method: 'POST', file });

/** Takes the entries of a bank file into the books. */
export function useTakeStatement() {
  const onSuccess = useForget();
  return useMutation({
    mutationFn: (file: File) => call<StatementTaken>(`/api/statements/take${query({ file: nameOf(file) })}`, { method: 'POST', file }),
    onSuccess,
  });
}

/** Reads an e-invoice of any form. */
export const viewInvoice = (file: File): Promise<EinvoiceView> =>
  call<EinvoiceView>(`/api/einvoices/view${query({ file: nameOf(file) })}`, { method: 'POST', file });

/** Invoices that flows issued, newest first. */
export const useIssued = () =>
  useInfiniteQuery({
    queryKey: ['invoices'],
    queryFn: ({ pageParam, signal }) => call<InvoicePage>(`/api/invoices${query({ cursor: pageParam, limit: 50 })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** One of them with all that happened to it. */
export const useIssuedInvoice = (number: string, enabled: boolean) =>
  useQuery({ queryKey: ['invoice', number], queryFn: ({ signal }) => call<InvoiceDetail>(`/api/invoices/${encodeURIComponent(number)}`, { signal }), enabled });

/** Address of an issued invoice's file. */
export const invoiceFile = (number: string, form: string): string => `/api/invoices/${encodeURIComponent(number)}/file${query({ form })}`;
