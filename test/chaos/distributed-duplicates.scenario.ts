/** R9 on many processes: the copies of one message reach different API processes at the same moment. */
import { cluster } from './distributed-target.ts';
import { duplicates } from './load-duplicates.scenario.ts';

export const scenario = {
  ...duplicates(cluster, 'ten copies at once to many processes'),
  sizes: { ci: { messages: 500, copies: 10 }, long: { messages: 5_000, copies: 10 } },
};
