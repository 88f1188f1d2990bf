/** R14 on many processes: one after the other ends and is started again while orders come in and a new version is deployed. */
import { cluster } from './distributed-target.ts';
import { upgrade } from './upgrade-in-flight.scenario.ts';

export const scenario = {
  ...upgrade(cluster, 'a rolling upgrade with runs under way'),
  sizes: { ci: { inFlight: 300, perSecond: 20, hold: 'PT6S' }, long: { inFlight: 10_000, perSecond: 40, hold: 'PT120S' } },
};
