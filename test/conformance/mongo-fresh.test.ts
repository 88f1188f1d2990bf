/** The way of a run that nobody has begun through the MongoDB store: no head until its first commit, or until a sweep. */
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Connection, connect } from '../../server/adapters/mongo/connect.ts';
import { type OpenShelves, openShelves } from '../../server/adapters/mongo/open-shelves.ts';
import { mongoRuns } from '../../server/adapters/mongo/runs.ts';
import type { RunStore } from '../../server/engine/ports.ts';
import { ownName, shared } from '../services/shared.ts';
import { at, commitOf, headOf, idsOf, orderOf } from './samples.ts';

const server = await shared('mongo');
const leaseMs = 15_000;
const none = new Set<string>();

let connecting: Promise<Connection> | undefined;
afterAll(async () => (await connecting)?.close());

interface Life {
  runs: RunStore;
  shelves: OpenShelves;
}

/** A database of the test's own, and the store's time in its hands. */
async function enter() {
  const place = new URL(server.url!);
  place.pathname = `/${ownName('fresh')}`;
  const { db } = await (connecting ??= connect(place.href));
  onTestFinished(async () => void (await db.dropDatabase()));
  const clock = { now: at };
  let lives = 0;
  const live = (remembers = true): Life => {
    lives += 1;
    const shelves = openShelves(db, () => clock.now);
    return { shelves, runs: mongoRuns(shelves, { owner: `life-${lives}`, leaseMs, remembers }) };
  };
  return { clock, live };
}

describe.skipIf(server.url === undefined)('a lease', () => {
  test('that ends now has ended: what is next due at its end is due then', async () => {
    const { clock, live } = await enter();
    const first = live();
    await first.runs.accept(orderOf('R1'));
    await first.runs.claim('t', 'R1', at, { delivery: 'R1' });
    await first.runs.commit(commitOf(headOf('R1', { seq: 2 }), { release: false }));
    const next = live();
    expect(await next.runs.nextDue(at)).toBe(at + leaseMs);
    clock.now = at + leaseMs;
    expect(idsOf(await next.runs.due(clock.now, 10, none))).toEqual(['R1']);
    expect((await next.runs.claim('t', 'R1', clock.now))?.unclean).toBe(true);
  });
});
