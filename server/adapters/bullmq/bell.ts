/** The bell on Redis: one BullMQ job per ring, told to one of the processes that listen. */
import { Queue as Jobs } from 'bullmq';
import type { Queue } from '../../engine/ports.ts';
import { backlogOf } from './backlog.ts';
import { openEar } from './ear.ts';
import { lossy, redisLink } from './redis-link.ts';
import { isFresh, type Ring } from './ring.ts';

export interface BellOptions {
  url: string;
  /** Whoever shares it hears each other. */
  prefix: string;
  report(message: string, details: { error?: unknown }): void;
  /** Turns of a flow against those of others; 1 unless said. */
  weight?(tenant: string, flow: string | undefined): number;
  /** Jobs kept while nobody takes them (about 600 bytes each); 100,000 unless said. */
  mostWaiting?: number;
}

export interface Bell extends Queue {
  isUp(): boolean;
  /** Longest sleep of a sweeper, ms: while Redis is away, what is due is only found by looking. */
  pace(): number;
  /** Rings told to nobody since the start; the sweeper finds their runs. */
  dropped(): number;
  /** Sends what was rung and leaves, within 1 s. */
  close(): Promise<void>;
}

const name = 'bell';
/** Rings in one stroke; the backlog is looked at before each. */
const mostAtOnce = 1_000;
/** Rings kept here while Redis is slow. */
const mostGathered = 50_000;
const once = { attempts: 1, removeOnComplete: true, removeOnFail: true };
const sameErrorEvery = 60_000;

export function bullBell({ url, prefix, report, weight = () => 1, mostWaiting = 100_000 }: BellOptions): Bell {
  const channel = `${prefix}:held`;
  const listeners = new Set<{ tell(ring: Ring): boolean; leave(): Promise<void> }>();
  const leaving = new Set<Promise<void>>();
  const said = new Map<string, number>();
  const gathered: Ring[] = [];
  let dropped = 0;
  let sending: Promise<void> | undefined;

  let isMissed = false;
  const link = redisLink(url, lossy, (state, error) => {
    if (state === 'away') report('Redis is away: due runs are found by looking for them', { error });
    else if (isMissed) report('Redis is back', {});
    isMissed = state === 'away';
    turn();
  });
  // A BullMQ queue that loses Redis while it asks for the version never works again. The worker asks; its question is repeated.
  const jobs = new Jobs<Ring>(name, { connection: link.redis, prefix, skipVersionCheck: true, streams: { events: { maxLen: 100 } } });
  const backlog = backlogOf(link.redis, jobs.toKey('prioritized'));
  const stumbled = (error: Error): void => {
    // Only what Redis refuses is news: a lost connection is told of already, and a job lost to FLUSHALL is only a ring.
    if (error.name !== 'ReplyError') return;
    const now = Date.now();
    if (now - (said.get(error.message) ?? 0) < sameErrorEvery) return;
    if (said.size > 100) said.clear();
    said.set(error.message, now);
    report('the bell stumbled', { error });
  };
  jobs.on('error', stumbled);

  /** Without Redis those who listen here are told directly. */
  function tellHere(rings: Ring[]): void {
    for (const ring of rings) {
      let isTold = false;
      for (const listener of listeners) isTold = listener.tell(ring) || isTold;
      if (!isTold) dropped += 1;
    }
  }

  function turn(): void {
    if (link.state() === 'away') tellHere(gathered.splice(0));
    else if (link.state() === 'up') sending ??= send().finally(() => (sending = undefined));
  }

  async function send(): Promise<void> {
    while (gathered.length > 0 && link.state() === 'up') {
      const rings = gathered.splice(0, mostAtOnce);
      await hand(rings).catch((error: Error) => {
        stumbled(error);
        tellHere(rings);
      });
    }
  }

  async function hand(rings: Ring[]): Promise<void> {
    const toHolders = rings.filter((ring) => !isFresh(ring));
    const [waiting] = await Promise.all([backlog.look(rings.map(laneOf)), toHolders.length > 0 ? link.redis.publish(channel, JSON.stringify(toHolders)) : 0]);
    if (waiting >= mostWaiting) {
      dropped += rings.length;
      return;
    }
    const added = await jobs.addBulk(
      rings.map((ring) => ({
        name,
        data: ring,
        opts: { ...once, priority: backlog.place(laneOf(ring), !isFresh(ring), weight(ring.tenant, ring.hint?.flow)) },
      })),
    );
    for (const [at, ring] of rings.entries()) backlog.keeps(laneOf(ring), added[at]!.id!);
  }

  const ring = (one: Ring): void => {
    if (gathered.length >= mostGathered) dropped += 1;
    else if (gathered.push(one) === 1) setImmediate(turn);
  };

  return {
    ring: (tenant, runId, hint) => ring({ tenant, runId, ...(hint ? { hint } : {}) }),
    listen(look, ears = { holds: () => false, hasRoom: () => true }) {
      const listener = {
        tell({ tenant, runId, hint }: Ring): boolean {
          const isHeard = ears.hasRoom() || ears.holds(runId);
          if (isHeard) look(tenant, runId, hint);
          return isHeard;
        },
        leave: openEar({ url, queue: name, prefix, channel, look, ears, giveBack: ring, report: stumbled }),
      };
      listeners.add(listener);
      return () => {
        if (!listeners.delete(listener)) return;
        const gone = listener.leave().finally(() => leaving.delete(gone));
        leaving.add(gone);
      };
    },
    isUp: () => link.state() === 'up',
    pace: () => (link.state() === 'up' ? 1_000 : 250),
    dropped: () => dropped,
    async close() {
      await Promise.all([...listeners].map((listener) => listener.leave()).concat(...leaving));
      listeners.clear();
      turn();
      await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, 300).unref())]);
      await jobs.close();
      link.close();
    },
  };
}

const laneOf = (ring: Ring): string => `${isFresh(ring) ? 'fresh' : 'urgent'} ${ring.tenant}/${ring.hint?.flow ?? ''}`;
