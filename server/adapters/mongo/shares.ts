/**
 * How the places of one connection are shared between processes: a pure rule over one document. Each process has a share
 * there, leased; a share whose lease has run out is nobody's. Nobody takes what another holds, so the limit holds whatever
 * anybody believes; whoever holds more than its part while others want takes no new call until it has given some back.
 */

export interface Share {
  life: string;
  held: number;
  /** Further places it has calls for. */
  wants: number;
  /** Orders those who want where there are fewer places than processes: the earliest first. */
  since: number;
  until: number;
}

export interface Demand {
  life: string;
  /** Calls that hold a place. */
  inUse: number;
  /** Calls that wait for one. */
  waiting: number;
  /** Idle places it would like to keep if nobody wants them. */
  spare: number;
}

export interface Settled {
  shares: Share[];
  /** Places that are ours until the lease ends. */
  held: number;
  /** Calls we may have out; fewer than `held` when some are to be given back. */
  allowed: number;
  /** Processes with a share, this one among them. */
  live: number;
  othersWant: boolean;
}

/** A process that has had places for so long, ms, goes to the end of the row when others want some. */
const turnMs = 1_000;

export function settle(shares: Share[], { life, inUse, waiting, spare }: Demand, limit: number, now: number, leaseMs: number): Settled {
  const others = shares.filter((share) => share.life !== life && share.until > now);
  const mine = shares.find((share) => share.life === life && share.until > now);
  const othersWant = others.some(({ wants }) => wants > 0);
  const before = mine?.held ?? 0;
  const demand = inUse + waiting;
  const isOver = othersWant && before > 0 && now - (mine?.since ?? now) >= turnMs;
  const since = mine === undefined || isOver ? now : mine.since;

  const me: Share = { life, held: before, wants: Math.max(0, demand - before), since, until: now + leaseMs };
  const row = [...others, ...(demand > 0 ? [me] : [])]
    .filter(({ held, wants }) => held + wants > 0)
    .sort((a, b) => a.since - b.since || (a.life < b.life ? -1 : 1));
  const partOf = (share: Share): number => Math.floor(limit / row.length) + (row.indexOf(share) < limit % row.length ? 1 : 0);
  const reserved = others.reduce((sum, share) => sum + Math.max(share.held, row.includes(share) ? Math.min(share.held + share.wants, partOf(share)) : 0), 0);
  const free = Math.max(0, limit - reserved);
  const allowed = Math.min(Math.max(demand, othersWant ? 0 : spare), free);
  const held = allowed >= before ? allowed : Math.max(allowed, Math.min(inUse, before));
  const wants = Math.max(0, demand - Math.max(held, allowed));
  return {
    shares: [...others, ...(held + demand > 0 ? [{ ...me, held, wants }] : [])],
    held,
    allowed,
    live: others.length + 1,
    othersWant,
  };
}
