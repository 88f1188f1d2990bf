/** A process that accepts and commits whatever the disk says to it, and says what came of each. */
import { writeSync } from 'node:fs';
import { StoreFull } from '../../engine/ports.ts';
import { commit, delivery, ended, orderText, start } from './samples.ts';
import { sqliteStore } from './store.ts';

const { runs } = await sqliteStore(process.argv[2] ?? '', (reason) => say(`broken ${reason}`));
const say = (line: string) => writeSync(1, `${line}\n`);

say('open');
for (let turn = 0; ; turn += 1) {
  const id = `r${turn}`;
  try {
    await runs.accept(delivery(id, { starts: [start(id, {}, [{ hash: 'h', json: orderText(turn) }])] }));
    say(`accepted ${id}`);
    // A holder's stroke is not waited for: it may have to wait for room.
    runs.commit(commit(ended(id))).then(
      () => say(`completed ${id}`),
      (error) => say(`failed ${id} ${error}`),
    );
  } catch (error) {
    say(`refused ${id} ${error instanceof StoreFull ? 'full' : error}`);
  }
  await new Promise((resolve) => setTimeout(resolve, 10));
}
