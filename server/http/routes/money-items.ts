import type { JsonObject } from '../../../flows/flow.ts';
import { fromMinor } from '../../../flows/money.ts';
import { type BookInput, bookSchema, readBook } from '../../books/matching/match-input.ts';
import { keepCustomer, openBook } from '../../books/open-book.ts';
import { receivables } from '../../books/receivables.ts';
import type { OpenItems, OpenItemsTaken } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import type { Route } from '../route.ts';
import { label } from '../shapes.ts';

const most = 50;

/** Open items of the books: found by number or customer, and taken in from the system that issued them. */
export function itemRoutes({ documents, clock }: Pick<AppDeps, 'documents' | 'clock'>): Route[] {
  const group = 'Money';
  const role = 'operator';
  return [
    {
      method: 'GET',
      path: '/api/items',
      summary: 'Find open items by number or customer',
      group,
      role,
      query: { find: label(200, 0) },
      answer: 'OpenItems',
      async handler(ask): Promise<OpenItems> {
        const wanted = String(ask.query['find'] ?? '')
          .trim()
          .toLowerCase();
        const { items, customers } = await openBook(documents, ask.viewer.tenant);
        const names = new Map(customers.map(({ id, name }) => [id, name]));
        const found = items.filter(({ number, customer }) => `${number} ${customer} ${names.get(customer) ?? ''}`.toLowerCase().includes(wanted));
        return {
          items: found.slice(0, most).map(({ id, number, customer, currency, amount, date, due }) => ({
            item: id,
            number,
            customer: { id: customer, name: names.get(customer) ?? customer },
            currency,
            open: fromMinor(amount, currency).amount,
            clears: fromMinor(0n, currency).amount,
            ...(date === undefined ? {} : { date }),
            ...(due === undefined ? {} : { due }),
          })),
          next: null,
        };
      },
    },
    {
      method: 'POST',
      path: '/api/items',
      summary: 'Take open items and their customers into the books; an item that is known is amended to its amount',
      group,
      role,
      body: bookSchema as JsonObject,
      answer: 'OpenItemsTaken',
      async handler({ viewer, body }): Promise<OpenItemsTaken> {
        const at = clock.now();
        const { customers, items } = readBook(body as unknown as BookInput); // checked against the schema above
        const books = receivables(documents, viewer.tenant);
        for (const customer of customers) await keepCustomer(documents, viewer.tenant, customer, at);
        const taken: OpenItemsTaken = { opened: 0, amended: 0, known: 0 };
        for (const { amount, discount, ...item } of items) {
          const { currency } = item;
          const granted = discount && { discount: { amount: fromMinor(discount.amount, currency).amount, until: discount.until } };
          const facts = { ...item, ...granted };
          taken[await books.takeItem(facts, fromMinor(amount, facts.currency).amount, { kind: 'run', name: viewer.name }, at)] += 1;
        }
        return taken;
      },
    },
  ];
}
