import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DemoState, Json } from '../../server/http/api.ts';
import { call } from './client.ts';

export type OrderKind = 'quick_order' | 'order_to_cash' | 'heat_pump';
export type Mode = DemoState['systems'][number]['mode'];

export interface PlacedOrder {
  number: string;
  runs: { flow: string; runId: string }[];
}

/** What the hub answered to a message of the sandbox; 0 while it could not be reached. */
interface Sent {
  status: number;
  body: Json;
}

/** The sandbox systems, renewed every two seconds while they are looked at. */
export const useDemo = () => useQuery({ queryKey: ['demo'], queryFn: ({ signal }) => call<DemoState>('/api/demo', { signal }), refetchInterval: 2_000 });

/** Changes how systems behave, or how long new orders are held. */
export function useDemoChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { systems?: Record<string, Mode>; window?: string }) => call<DemoState>('/api/demo', { method: 'PUT', body }),
    onSuccess: (state) => client.setQueryData(['demo'], state),
  });
}

/** Places a sample order in the sandbox shop. */
export const usePlaceOrder = () => useMutation({ mutationFn: (kind: OrderKind) => call<PlacedOrder>('/api/demo/orders', { method: 'POST', body: { kind } }) });

export interface Mail {
  id: string;
  at: string;
  to: string[];
  subject: string;
  files: { name: string; type: string; bytes: number }[];
}

/** What the hub mailed to sample customers, newest first. */
export const useMails = () =>
  useQuery({
    queryKey: ['demo', 'mails'],
    queryFn: ({ signal }) => call<{ items: Mail[] }>('/api/demo/mails', { signal }),
    refetchInterval: 2_000,
  });

export const mailFile = (mail: string, name: string): string => `/api/demo/mails/${encodeURIComponent(mail)}/files/${encodeURIComponent(name)}`;

/** The sandbox bank sends its newest statement once more. */
export const useStatementAgain = () => useMutation({ mutationFn: () => call<Sent>('/api/demo/statement', { method: 'POST', body: {} }) });

/** `quoting`: what the bank makes of the reference. */
export type OrderAct =
  | { act: 'cancel' }
  | { act: 'pay'; amount?: string; quoting?: 'structured' | 'wrapped' | 'cut' | 'wrong' }
  | { act: 'facts'; fact: string };

/** Acts on a sample order as its customer, its installer or the bank. */
export const useOrderAct = (number: string) =>
  useMutation({
    mutationFn: ({ act, ...body }: OrderAct) => call<Sent>(`/api/demo/orders/${encodeURIComponent(number)}/${act}`, { method: 'POST', body }),
  });
