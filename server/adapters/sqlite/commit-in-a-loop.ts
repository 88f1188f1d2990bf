/** A process that accepts and commits until it is killed, and says what was acknowledged. */
import { writeSync } from 'node:fs';
import { commit, delivery, ended, orderText, start } from './samples.ts';
import { sqliteStore } from './store.ts';

const [dir = '', boot = ''] = process.argv.slice(2);
const { runs } = await sqliteStore(dir);
const say = (line: string) => writeSync(1, `${line}\n`);

async function work(lane: number): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    const id = `${boot}-${lane}-${turn}`;
    await runs.accept(delivery(id, { starts: [start(id, { keys: [id] }, [{ hash: 'h', json: orderText(turn) }])] }));
    say(`accepted ${id}`);
    await runs.commit(commit(ended(id, { keys: [id] })));
    say(`completed ${id}`);
  }
}
say('open');
await Promise.all(Array.from({ length: 16 }, (_, lane) => work(lane)));
