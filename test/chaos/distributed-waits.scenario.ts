/** Waits on many processes: two workers share what falls due. */
import { cluster } from './distributed-target.ts';
import { waits } from './load-waits.scenario.ts';

export const scenario = {
  ...waits((options) => cluster({ ...options, apis: 1, durable: false }), 'waits due on many processes'),
  sizes: { ci: { waits: 1_000, span: 10 }, long: { waits: 100_000, span: 100 } },
};
