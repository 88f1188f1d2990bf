/** What a person allocates wakes the runs that wait for the money, as what a run matches does. */
import { received } from '../../nodes/cash-fields.ts';
import { untold } from '../books/allocate.ts';
import { cashBook } from '../books/cash-book.ts';
import type { AppDeps } from './deps.ts';

type Deps = Pick<AppDeps, 'documents' | 'clock'> & { runs: Pick<AppDeps['runs'], 'signal'> };

/** `at` is the instant of the allocation: the same told twice wakes once. Told, it is taken off the list of what is left to tell. */
export async function tellAllocated({ documents, runs, clock }: Deps, tenant: string, payment: string, at: number): Promise<void> {
  const allocation = await cashBook(documents, tenant).allocation(payment);
  for (const [nth, signal] of received(allocation).entries()) await runs.signal(tenant, { ...signal, id: `payment ${payment} ${at} ${nth}` });
  await documents.put(tenant, [{ kind: untold, id: payment, body: null }], clock.now());
}
