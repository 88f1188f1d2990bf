/** Whatever happens in whatever order, SQLite answers as the memory store does: it is the model. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import type { Store } from '../../server/adapters/store.ts';
import type { Outbox } from '../../server/engine/ports.ts';
import { at, commitOf, countOf, deliveryOf, hashOf, idsOf, requestOf, restOf, scheduled, signalOf, startOf } from './samples.ts';
import { openSqlite } from './sqlite-home.ts';

const playFor = 3_000;
const id = fc.constantFrom('R1', 'R2', 'R3');
const key = fc.constantFrom('K1', 'K2', 'R1');
const no = fc.integer({ min: 1, max: 3 });
const moment = fc.integer({ min: 0, max: 40 }).map((later) => at + later);
const keys = fc.subarray(['K1', 'K2']);
const requests = fc.subarray(['Q1', 'Q2', 'Q3']);
const wakeAt = fc.option(moment, { nil: undefined });
const status = fc.constantFrom('running', 'waiting', 'waiting', 'parked', 'completed', 'canceled');
const outbox = fc.array(
  fc.oneof(
    id.map((run): Outbox => ({ kind: 'start', start: startOf(run) })),
    fc.tuple(no, key, moment).map(([n, k, when]): Outbox => ({ kind: 'signal', signal: signalOf(`S${n}`, k, { at: when }) })),
    fc.tuple(id, no, moment).map(([run, n, when]): Outbox => ({ kind: 'ask', request: requestOf(run, `Q${n}`, { at: when }) })),
  ),
  { maxLength: 2 },
);

/** One act on a store; the answer is what its caller learns. Heads continue from what the store itself says. */
const act = fc.oneof(
  fc.record({ kind: fc.constant('accept' as const), delivery: no, run: id, keys, wakeAt: moment, signal: fc.option(key), body: fc.constantFrom('b1', 'b2') }),
  fc.record({
    kind: fc.constant('commit' as const),
    ...{ run: id, skip: fc.constantFrom(0, 0, 0, 0, 0, 1, -1), status, wakeAt, keys, taken: requests, release: fc.boolean(), outbox, value: no, when: moment },
  }),
  fc.record({ kind: fc.constant('signal' as const), no, key, when: moment }),
  fc.record({ kind: fc.constant('ask' as const), run: id, no, when: moment }),
  fc.record({ kind: fc.constant('claim' as const), run: id }),
  fc.record({ kind: fc.constant('release' as const), run: id }),
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

async function play({ runs, reads }: Store, tenant: string, acted: Act): Promise<unknown> {
  switch (acted.kind) {
    case 'accept': {
      const start = startOf(acted.run, { tenant, keys: acted.keys, wakeAt: acted.wakeAt });
      const signals = acted.signal === null ? [] : [signalOf('S0', acted.signal, { tenant })];
      const accepted = await runs.accept(deliveryOf(`D${acted.delivery}`, [start], { tenant, bodyHash: acted.body, signals }));
      return { ...accepted, woken: accepted.woken?.sort() };
    }
    case 'commit': {
      const last = (await reads.run(tenant, acted.run))?.head;
      const seq = (last?.seq ?? 0) + 1 + acted.skip;
      // Keys of a run are never taken back.
      const more = { tenant, seq, status: acted.status, keys: [...new Set([...(last?.keys ?? []), ...acted.keys])], updatedAt: acted.when };
      const head = restOf(acted.run, acted.wakeAt === undefined ? more : { ...more, wakeAt: acted.wakeAt });
      const outbox = acted.outbox.map((item) => inTenant(item, tenant));
      const payloads = [{ hash: hashOf(acted.value), json: `"value ${acted.value}"` }];
      return runs.commit(
        commitOf(head, { taken: acted.taken, release: acted.release, outbox, payloads, events: [scheduled(`s${seq}`)], counts: [countOf('pay')] }),
      );
    }
    case 'signal': {
      const { duplicate, woken } = await runs.signal(signalOf(`S${acted.no}`, acted.key, { tenant, at: acted.when }));
      return { duplicate, woken: woken.sort() };
    }
    case 'ask':
      return runs.ask(requestOf(acted.run, `Q${acted.no}`, { tenant, at: acted.when }));
    case 'claim':
      return runs.claim(tenant, acted.run, at);
    case 'release':
      return runs.release(tenant, [acted.run]);
  }
}

function inTenant(item: Outbox, tenant: string): Outbox {
  if (item.kind === 'start') return { kind: 'start', start: { ...item.start, head: { ...item.start.head, tenant } } };
  if (item.kind === 'signal') return { kind: 'signal', signal: { ...item.signal, tenant } };
  return item.kind === 'ask' ? { kind: 'ask', request: { ...item.request, tenant } } : item;
}

/** All that can be seen of one tenant. */
async function see({ runs, reads }: Store, tenant: string): Promise<unknown> {
  const due = [];
  for (const now of [at, at + 10, at + 20, at + 40]) due.push((await runs.due(now, 1_000, new Set())).filter((run) => run.tenant === tenant));
  const each = ['R1', 'R2', 'R3'].map(async (run) => [
    await reads.run(tenant, run),
    await runs.requests(tenant, run),
    await Promise.all([1, 2, 3].map((value) => runs.payload(tenant, run, hashOf(value)))),
  ]);
  return {
    due: due.map(idsOf),
    runs: await Promise.all(each),
    signals: await runs.signals(tenant, ['paid'], ['K1', 'K2', 'R1']),
    listed: await Promise.all([{}, { key: 'K*' }, { status: ['waiting', 'parked'] }].map(async (filter) => (await reads.runs(tenant, filter)).items)),
    counts: await reads.counts(tenant, { flow: 'orders', from: at, to: at + 60_000 }),
  };
}

test('any sequence of acts is answered by SQLite as by the memory store', async () => {
  const home = await openSqlite();
  const model = memoryStore(memoryDisk());
  let played = 0;
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 30 }), async (acts) => {
        played += 1;
        const tenant = `t${played}`;
        for (const one of acts) expect(await play(home.store, tenant, one)).toEqual(await play(model, tenant, one));
        expect(await see(home.store, tenant)).toEqual(await see(model, tenant));
        for (const { runs } of [home.store, model]) await runs.release(tenant, ['R1', 'R2', 'R3']);
        expect(await see(home.store, tenant)).toEqual(await see(model, tenant));
      }),
      { interruptAfterTimeLimit: playFor, numRuns: 1_000, endOnFailure: false },
    );
  } finally {
    await home.close();
  }
});
