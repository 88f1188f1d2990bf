/** R6 on many processes: a worker is frozen for longer than its lease, others take its runs over, and then it goes on. */
import { cluster } from './distributed-target.ts';
import { pauses } from './load-pause.scenario.ts';

export const scenario = pauses(cluster, 'a worker frozen past its lease', {
  ci: { pauses: [20_000], perSecond: 40 },
  long: { pauses: [35_000, 60_000, 120_000], perSecond: 40 },
});
