/** Gives each ring its place among all that wait, so that no flow waits behind the whole backlog of another. */

/*
 * Start-time fair queueing on BullMQ's priorities.
 *
 * Every flow has a lane. A ring gets a start tag: the later of the virtual time and the end of the lane's last ring; it ends
 * 1/weight of a turn later. Served by rising tag, lanes take turns: ten thousand rings of one flow get ten thousand rising
 * tags, and the single ring of another flow gets the tag of now.
 *
 * Virtual time is the tag of what is served next. It stands in Redis as the lowest score of what waits, so all processes
 * share it, and it begins again at 0 whenever nothing waits. A lane's end counts while its last ring still waits: after a
 * quiet hour or a FLUSHALL nobody pays for what was served long ago. Both are read once per batch. What a lane has rung is
 * known only to the process that rang: a flow that rings through p processes has up to p shares. An exact count would be
 * one more write per ring.
 *
 * BullMQ takes priorities from 1 to 2^21. Eight turns of a lane share one unit of virtual time, so a ring waits for at most
 * eight rings of each other lane per process where it could be one, and the range lasts for 8.4 million turns of the busiest
 * lane without a pause. A backlog that outlasts it is served first come, first served until it has been empty once;
 * starting over in the middle would put every new ring before all that wait, which is worse. Each unit has two places:
 * signals and cancels stand before fresh orders.
 *
 * Price: BullMQ keeps prioritised jobs in a sorted set (log n to add, log n to take) instead of a list. Measured with 6,000
 * waiting: 41,000 adds and 27,000 takes a second with priorities, 43,000 and 23,000 without; the difference is noise.
 */

export interface FairShare {
  /** What waits has this priority at its head, undefined when nothing waits; the last rings of the `served` lanes are gone. */
  sees(head: number | undefined, served: Iterable<string>): void;
  /** The BullMQ priority of the next ring of this lane; lower is sooner. A lane of weight 2 gets twice the turns of one of weight 1. */
  place(lane: string, isUrgent: boolean, weight?: number): number;
}

const turnsPerUnit = 8;
const lastPriority = 2 ** 21;

export function fairShare(): FairShare {
  const ends = new Map<string, number>();
  let now = 0;
  return {
    sees(head, served) {
      now = head === undefined ? 0 : Math.floor((head - 1) / 2);
      for (const lane of served) ends.delete(lane);
    },
    place(lane, isUrgent, weight = 1) {
      const start = Math.max(now, ends.get(lane) ?? 0);
      ends.set(lane, start + 1 / (turnsPerUnit * weight));
      return Math.min(lastPriority, 2 * Math.floor(start) + (isUrgent ? 1 : 2));
    },
  };
}
