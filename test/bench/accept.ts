/** Durable accept as a part of what bare node:http does: five alternating pairs, medians, one ratio. */
import { execFile, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LoadAnswer } from './load.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const run = promisify(execFile);

interface Row {
  name: string;
  value: number;
  unit: string;
  target: number;
  pass: boolean;
}

async function measure(kind: string, seconds: number, first: number): Promise<LoadAnswer> {
  const server = fork(here('./accept-server.ts'), [kind]);
  const ended = new Promise((done) => server.once('exit', done));
  try {
    const port = await new Promise<number>((done, fail) => {
      server.once('message', (message) => done(Number(message)));
      server.once('exit', () => fail(new Error(`the ${kind} server did not start`)));
    });
    await run(process.execPath, [here('./load.ts'), String(port), '32', '1', '900000000000']);
    const { stdout } = await run(process.execPath, [here('./load.ts'), String(port), '32', String(seconds), String(first)]);
    return JSON.parse(stdout) as LoadAnswer;
  } finally {
    if (server.connected) server.disconnect();
    await ended;
  }
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** `kind` is the store behind the door; each pair runs floor and door back to back, so that drift of the machine cancels. */
export async function acceptRatio(kind: 'memory' | 'sqlite', { pairs = 5, seconds = 3, say = console.log } = {}): Promise<Row> {
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const order = pair % 2 === 0 ? ['bare', kind] : [kind, 'bare'];
    const seen = new Map<string, LoadAnswer>();
    for (const each of order) seen.set(each, await measure(each, seconds, 0));
    const floor = seen.get('bare') as LoadAnswer;
    const door = seen.get(kind) as LoadAnswer;
    if (door.refused > 0) say(`  ${door.refused} of ${door.answered} were refused`);
    ratios.push(door.perSecond / floor.perSecond);
    const shown = (answer: LoadAnswer) => `${Math.round(answer.perSecond)}/s p50 ${answer.p50.toFixed(2)} p99 ${answer.p99.toFixed(2)} ms`;
    say(`  pair ${pair + 1}: bare ${shown(floor)} | ${kind} ${shown(door)} | ${(door.perSecond / floor.perSecond).toFixed(3)}`);
  }
  const value = Number(median(ratios).toFixed(3));
  return { name: `durable accept, ${kind} store, of bare node:http`, value, unit: 'x', target: 0.25, pass: value >= 0.25 };
}

if (import.meta.main) {
  const kinds = process.argv.slice(2).filter((kind) => kind === 'memory' || kind === 'sqlite');
  for (const kind of kinds.length > 0 ? kinds : (['memory', 'sqlite'] as const)) console.log(await acceptRatio(kind));
}
