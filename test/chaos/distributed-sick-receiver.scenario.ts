/** R12 on many processes: what waits for a sick receiver is given back and forth between workers, and nobody else notices. */
import { cluster } from './distributed-target.ts';
import { sickReceiver } from './load-sick-receiver.scenario.ts';

export const scenario = {
  isNightly: true as const,
  ...sickReceiver((options) => cluster({ ...options, durable: false }), 'a sick receiver of many processes', 2, 4),
  sizes: {
    ci: { backlog: 500, perSecond: 10, beside: 20, spell: 2, slowMs: 1_000, timeout: 'PT2S' },
    long: { backlog: 5_000, perSecond: 20, beside: 40, spell: 450, slowMs: 30_000, timeout: 'PT30S' },
  },
};
