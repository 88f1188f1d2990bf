/** A process that accepts and commits until it is killed, and says what was acknowledged. */
import { writeSync } from 'node:fs';
import { sqliteStore } from '../../server/adapters/sqlite/store.ts';
import { at, commitOf, deliveryOf, hashOf, headOf, restOf, startOf } from './samples.ts';

const [dir = '', boot = ''] = process.argv.slice(2);
const { runs } = await sqliteStore(dir);
const say = (line: string) => writeSync(1, `${line}\n`);

async function work(lane: number): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    const id = `${boot}-${lane}-${turn}`;
    const payloads = [{ hash: hashOf(turn), json: JSON.stringify({ id, text: 'x'.repeat(1_500) }) }];
    await runs.accept(deliveryOf(id, [{ ...startOf(id, { keys: [id] }), payloads }]));
    say(`${id} 1`);
    await runs.claim('t', id, at);
    await runs.commit(commitOf(headOf(id, { seq: 2, keys: [id], inFlight: true }), { release: false }));
    say(`${id} 2`);
    await runs.commit(commitOf(restOf(id, { seq: 3, status: 'completed', keys: [id] })));
    say(`${id} 3`);
  }
}

say('open');
await Promise.all(Array.from({ length: 16 }, (_, lane) => work(lane)));
