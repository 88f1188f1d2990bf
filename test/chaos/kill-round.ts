/** One round of the kill test: orders stream in, the hub is killed again and again, then three logs are compared. */
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy, freePort, hubProcess, root } from '../support/hub-process.ts';
import { random } from './random.ts';
import { sender } from './sender.ts';
import { type Verdict, verdictOf } from './verdict.ts';

export interface Round extends Verdict {
  acked: number;
  isGreen: boolean;
  recoveryMs: number;
  words: string;
}

const callsOut = (port: number): Promise<number> => fetch(`http://127.0.0.1:${port}/in-flight`).then(async (answer) => Number(await answer.text()));

/** Waits, at most three seconds, until the receiver holds a call. */
async function callOut(port: number): Promise<void> {
  for (let tries = 0; tries < 600 && (await callsOut(port)) === 0; tries += 1) await pause(5);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function flowTo(port: number) {
  const call = (path: string) => ({
    type: 'http_request@1',
    config: { method: 'POST', url: `http://127.0.0.1:${port}/${path}`, class: 'A', body: { number: { $expr: 'trigger.number' } } },
    retry: { attempts: 20, backoff: 'fixed', delay: 'PT1S' },
  });
  return {
    format: 1,
    id: 'kill_test',
    title: 'Kill test',
    key: { $expr: 'trigger.number' },
    nodes: {
      order: { type: 'webhook@1', config: { path: 'kill', signature: 'none' } },
      shape: { type: 'transform@1', config: { output: { number: { $expr: 'trigger.number' } } } },
      reserve: call('reserve'),
      told: { type: 'emit_signal@1', config: { name: 'stock.reserved', key: { $expr: 'trigger.number' } } },
      noted: { type: 'log@1', config: { message: { $expr: 'trigger.number' }, level: 'info' } },
      hold: { type: 'wait@1', config: { for: 'PT1S' } },
      ship: call('ship'),
    },
    edges: [
      { from: 'order', to: 'shape' },
      { from: 'shape', to: 'reserve' },
      { from: 'reserve', to: 'told' },
      { from: 'told', to: 'noted' },
      { from: 'noted', to: 'hold' },
      { from: 'hold', to: 'ship' },
    ],
  };
}

/** `isGreen` when nothing is lost, stuck or doubled and at least four of five kills met an effect in flight (a plant is not asked for that). */
export async function killRound(
  { kills, orders, seed, plant }: { kills: number; orders: number; seed: number; plant?: string | undefined },
  say: (line: string) => void,
): Promise<Round> {
  const chance = random(seed);
  const dir = mkdtempSync(join(tmpdir(), 'orderloom-receiver-'));
  const port = await freePort();
  const file = join(dir, 'calls.jsonl');
  const receiver = fork(join(import.meta.dirname, 'receiver.ts'), [String(port), file, '60'], { execArgv: ['--disable-warning=ExperimentalWarning'] });
  await new Promise((resolve) => receiver.once('message', resolve));
  const hub = await hubProcess({
    env: { LOG_LEVEL: 'info', EGRESS_ALLOW: `127.0.0.1:${port}`, ...(plant ? { PLANT: plant } : {}) },
    nodeArgs: plant ? ['--import', `file://${join(root, 'test/chaos/plants/plant.ts')}`] : [],
  });
  try {
    await hub.start();
    await deploy(hub, flowTo(port));
    const load = sender(`${hub.url}/in/kill`, orders, chance);
    // Orders come only while the hub is up, so that every kill, the last one too, meets some on their way.
    let isUp = true;
    const drip = setInterval(() => isUp && load.drip(orders / kills / 120), 10);
    const recoveries: number[] = [];
    let withEffect = 0;
    for (let kill = 1; kill <= kills; kill += 1) {
      await pause(500 + chance() * 900);
      // Nine of ten kills are held until a call is out, or the test would mostly meet a hub at rest.
      const isHeld = chance() < 0.9;
      if (isHeld) await callOut(port);
      const open = await fetch(`${hub.url}/metrics`, { headers: { authorization: `Bearer ${hub.token}` } }).then(
        (answer) => answer.text(),
        () => '',
      );
      const commits = /^orderloom_commits_open (\d+)/m.exec(open)?.[1] ?? '?';
      if (isHeld) await callOut(port);
      isUp = false;
      hub.process()!.kill('SIGSTOP');
      const unanswered = load.unanswered();
      const effects = await callsOut(port);
      await hub.kill();
      if (effects > 0) withEffect += 1;
      const ms = await hub.start();
      isUp = true;
      recoveries.push(ms);
      if (ms > 2_000) say(hub.output().slice(-1500));
      say(`kill ${kill}: ${unanswered} requests unanswered, ${effects} effects in flight, ${commits} commits open, accepting again after ${Math.round(ms)} ms`);
    }
    clearInterval(drip);
    load.drip(orders);
    const acked = await load.done();
    const verdict = await verdictOf(hub, acked, () => readFileSync(file, 'utf8'), plant ? 15_000 : 60_000);
    recoveries.sort((a, b) => a - b);
    const worst = recoveries.at(-1) ?? 0;
    const p99 = recoveries[Math.max(0, Math.ceil(recoveries.length * 0.99) - 1)] ?? 0;
    const share = Math.round((withEffect / kills) * 100);
    const isWhole = verdict.lost === 0 && verdict.stuck === 0 && verdict.duplicates === 0;
    const words = `${plant ? `plant ${plant}: ` : ''}${kills} kills, ${acked.size} orders acknowledged: ${verdict.lost} lost, ${verdict.stuck} stuck, ${verdict.duplicates} duplicate effects at class A; ${verdict.calls} calls for ${verdict.effects} effects; effect in flight in ${share} % of kills; recovery p50 ${Math.round(recoveries[Math.floor(recoveries.length / 2)] ?? 0)} ms, p99 ${Math.round(p99)} ms, worst ${Math.round(worst)} ms`;
    say(words);
    if (!plant && isWhole && share < 80) say('too few kills met an effect in flight: the test does not prove what it should');
    return { ...verdict, acked: acked.size, isGreen: isWhole && (plant !== undefined || share >= 80), recoveryMs: worst, words };
  } finally {
    await hub.remove();
    receiver.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  }
}
