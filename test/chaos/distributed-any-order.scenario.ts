/** R10 on many processes: the messages of one order reach different API processes, and two workers look for them. */
import { cluster } from './distributed-target.ts';
import { anyOrder } from './load-any-order.scenario.ts';

export const scenario = {
  isNightly: true as const,
  ...anyOrder((options) => cluster({ ...options, durable: false }), 'all 120 orders on many processes', 1_000),
};
