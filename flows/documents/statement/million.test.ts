/** A file of a million rows is read in bounded memory: measured in a process of its own, which makes the rows as it reads them. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const rows = 1_000_000;
const most = 256;

const reader = (file: string): string => `
import { readStatements } from ${JSON.stringify(join(import.meta.dirname, file))};
async function* chunks() {
  let text = 'bookingDate,amount,currency,account,reference,counterparty,text,balance\\n';
  let balance = 0;
  for (let at = 0; at < ${rows}; at++) {
    const cents = (at * 7919) % 1000000 + 1;
    balance += cents;
    const point = (units) => Math.floor(units / 100) + '.' + String(units % 100).padStart(2, '0');
    text += '2026-03-02,' + point(cents) + ',EUR,DE89370400440532013000,R' + at + ',Customer ' + at + ' AB,"Invoice ' + (1000000 + at) + ', thanks",' + point(balance) + '\\n';
    if (text.length > 65536) { yield Buffer.from(text); text = ''; }
  }
  yield Buffer.from(text);
}
const before = process.memoryUsage.rss() / 1048576;
let entries = 0;
let end;
for await (const event of readStatements(chunks())) {
  if (event.kind === 'entry') entries++;
  if (event.kind === 'close') end = event;
}
console.log(JSON.stringify({ entries, opening: end.opening, warnings: end.warnings, mib: process.resourceUsage().maxRSS / 1024, before }));
`;

it(`${rows} rows stream within ${most} MiB over what the process has`, { timeout: 180_000 }, async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', reader('read-statements.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (part: Buffer) => {
    said += part.toString();
  });
  const began = performance.now();
  const code = await new Promise((done) => child.once('exit', done));
  expect(code).toBe(0);
  const { entries, opening, warnings, mib, before } = JSON.parse(said) as {
    entries: number;
    opening: string;
    warnings: unknown[];
    mib: number;
    before: number;
  };
  console.info(
    `${entries} CSV rows: ${Math.round(mib)} MiB in all, ${Math.round(mib - before)} of them for reading, ${Math.round((performance.now() - began) / 1000)} s`,
  );
  expect([entries, opening, warnings]).toEqual([rows, '0.00', []]);
  expect(mib - before).toBeLessThan(most);
});
