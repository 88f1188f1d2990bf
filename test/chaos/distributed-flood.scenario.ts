/** R13 on many processes: each API process has to find out for itself that the workers behind it have enough. */
import { cluster } from './distributed-target.ts';
import { flood } from './load-flood.scenario.ts';

export const scenario = {
  isNightly: true as const,
  ...flood((options) => cluster({ ...options, durable: false }), 'ten times too much for many processes'),
  sizes: {
    ci: { measured: 300, seconds: 10, patience: 60, goodput: 0.5, growth: 2 },
    long: { measured: 3_000, seconds: 600, patience: 600, goodput: 0.9, growth: 1.5 },
  },
};
