/** What waits in Redis, and the place of the next ring in it. */
import type { Redis } from 'ioredis';
import { fairShare } from './fair-share.ts';

export interface Backlog {
  /** Asks where the time of the backlog stands and whether the last rings of these lanes still wait; answers how many wait. */
  look(lanes: Iterable<string>): Promise<number>;
  /** The BullMQ priority of the next ring of this lane. */
  place(lane: string, isUrgent: boolean, weight: number): number;
  /** The lane's last ring became this job. */
  keeps(lane: string, jobId: string): void;
}

/** BullMQ's score is priority * 2^32 + a counter. */
const scorePerPriority = 2 ** 32;
const manyLanes = 1_000;

/** `key` is the sorted set of BullMQ's prioritised jobs. */
export function backlogOf(redis: Redis, key: string): Backlog {
  const share = fairShare();
  /** Job id of each lane's last ring; empty until it has one. */
  const lasts = new Map<string, string>();
  return {
    async look(lanes) {
      // Lanes that nobody rings any more are asked for when they are many, only to be forgotten.
      const asked = lasts.size > manyLanes ? [...lasts.keys()] : [...new Set(lanes)].filter((lane) => lasts.has(lane));
      const ids = asked.map((lane) => lasts.get(lane)!);
      const [head, length, scores] = await Promise.all([
        redis.zrange(key, '0', '0', 'WITHSCORES'),
        redis.zcard(key),
        ids.length > 0 ? redis.zmscore(key, ids) : [],
      ]);
      const served = asked.filter((_, at) => scores[at] === null);
      for (const lane of served) lasts.delete(lane);
      share.sees(head[1] === undefined ? undefined : Math.floor(Number(head[1]) / scorePerPriority), served);
      return length;
    },
    place(lane, isUrgent, weight) {
      if (!lasts.has(lane)) lasts.set(lane, '');
      return share.place(lane, isUrgent, weight);
    },
    keeps: (lane, jobId) => void lasts.set(lane, jobId),
  };
}
