/** What a person allocates wakes the runs that wait for the money, as what a run matches does. */
import { received } from '../../nodes/cash-fields.ts';
import { cashBook } from '../books/cash-book.ts';
import type { AppDeps } from './deps.ts';

/** `at` is the instant of the allocation: the same told twice wakes once. */
export async function tellAllocated({ documents, runs }: Pick<AppDeps, 'documents' | 'runs'>, tenant: string, payment: string, at: number): Promise<void> {
  const allocation = await cashBook(documents, tenant).allocation(payment);
  for (const [nth, signal] of received(allocation).entries()) await runs.signal(tenant, { ...signal, id: `payment ${payment} ${at} ${nth}` });
}
