/** The hub's books inside a play: real ones in memory, outside of whatever carries the run. */
// Loaded ahead, so that a play never waits for the disk.
import '../../../flows/documents/invoice/validate.ts';
import type { Books } from '../../../nodes/node-type.ts';
import { memoryDisk } from '../../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../../server/adapters/memory/store.ts';
import type { ItemFacts } from '../../../server/books/account.ts';
import { keepCustomer } from '../../../server/books/open-book.ts';
import { openBooks } from '../../../server/books/open-books.ts';
import { receivables } from '../../../server/books/receivables.ts';

/** What is owed before a case begins; the customer by its name. */
export type Owed = Pick<ItemFacts, 'number' | 'customer'> & Partial<ItemFacts> & { amount: string };

export interface CaseBooks {
  books: Books;
  owe(items: Owed[], at: number): Promise<void>;
  /** Resolves once nobody asks the books anything; false when nobody did. */
  wasBusy(): Promise<boolean>;
}

export function caseBooks(): CaseBooks {
  const { documents } = memoryStore(memoryDisk());
  const waiting: (() => void)[] = [];
  let open = 0;

  async function counted<T>(answer: Promise<T>): Promise<T> {
    open += 1;
    try {
      return await answer;
    } finally {
      open -= 1;
      if (open === 0) for (const go of waiting.splice(0)) go();
    }
  }
  const busy = <T extends object>(book: T): T =>
    Object.fromEntries(
      Object.entries(book).map(([name, act]: [string, (...asked: unknown[]) => Promise<unknown>]) => [name, (...asked: unknown[]) => counted(act(...asked))]),
    ) as T; // the same calls

  const { invoices, cash } = openBooks(documents)('t');
  return {
    books: { invoices: busy(invoices), cash: busy(cash) },
    async owe(items, at) {
      const books = receivables(documents, 't');
      for (const { amount, ...given } of items) {
        const facts: ItemFacts = { id: given.number, currency: 'EUR', references: [], related: [], ...given };
        await keepCustomer(documents, 't', { id: given.customer, name: given.customer, names: [], accounts: [], ids: [] }, at);
        await books.takeItem(facts, amount, { kind: 'run', name: 'case' }, at);
      }
    },
    async wasBusy() {
      if (open === 0) return false;
      await new Promise<void>((resolve) => waiting.push(resolve));
      return true;
    },
  };
}
