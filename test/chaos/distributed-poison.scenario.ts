/** R11 on many processes: a deadly message kills one worker after the other, and each time its lease has to end first. */
import { cluster } from './distributed-target.ts';
import { poison } from './load-poison.scenario.ts';

export const scenario = {
  isNightly: true as const,
  ...poison((options) => cluster({ ...options, durable: false }), 'poison among many processes'),
  sizes: { ci: { batch: 3, pairs: 1, rate: 20, seconds: 6, killers: 1 }, long: { batch: 60, pairs: 5, rate: 50, seconds: 300, killers: 8 } },
};
