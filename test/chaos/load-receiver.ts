/** A system the hub calls, in a process of its own: honours keys, counts what it carries side by side, behaves as it is told. */
import { fork } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/hub-process.ts';
import { random } from './random.ts';

/** How calls are met from now on; what is absent is well. */
export interface Mood {
  delayMs?: number;
  /** Answered at once and without doing anything. */
  status?: number;
  /** Never answered, nothing done. */
  hangs?: boolean;
  /** This share is done and its answer lost. */
  losesShare?: number;
}

export interface Seen {
  calls: number;
  /** Calls side by side: now, and most at a time since the last look. */
  inFlight: number;
  most: number;
  /** `path number` → keys it took effect under; more than one is a second effect. */
  effects: Map<string, string[]>;
  /** `path number` → when it first took effect, ms since 1970. */
  at: Map<string, number>;
  /** Calls whose caller went away before the answer. */
  cut: number;
  /** From a call whose caller went away until it was made again, ms. */
  gaps: number[];
}

export interface LoadReceiver {
  url: string;
  /** `host:port`, for the hub's allow list. */
  place: string;
  behave(mood: Mood): Promise<void>;
  seen(): Promise<Seen>;
  /** Effects beyond the first of one order at one path. */
  close(): void;
}

export const duplicatesIn = ({ effects }: Seen): number => [...effects.values()].reduce((sum, keys) => sum + keys.length - 1, 0);

export async function loadReceiver(seed = 1): Promise<LoadReceiver> {
  const port = await freePort();
  const child = fork(fileURLToPath(import.meta.url), [String(port), String(seed)], {
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  let no = 0;
  const ask = <T>(what: 'behave' | 'seen', mood?: Mood): Promise<T> => {
    no += 1;
    const mine = no;
    return new Promise((resolve) => {
      const hear = (message: unknown): void => {
        const { answers, value } = message as { answers: number; value: T };
        if (answers !== mine) return;
        child.off('message', hear);
        resolve(value);
      };
      child.on('message', hear);
      child.send({ no: mine, what, mood });
    });
  };
  await new Promise((resolve) => child.once('message', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    place: `127.0.0.1:${port}`,
    behave: (mood) => ask('behave', mood),
    seen: () => ask('seen'),
    close: () => void child.kill('SIGKILL'),
  };
}

function serve(port: number, seed: number): void {
  const chance = random(seed);
  const answers = new Map<string, string>();
  const seen: Seen = { calls: 0, inFlight: 0, most: 0, effects: new Map(), at: new Map(), cut: 0, gaps: [] };
  /** Calls whose caller went away before the answer, by key. */
  const left = new Map<string, number>();
  let mood: Mood = {};

  const take = (req: IncomingMessage, res: ServerResponse, body: string): void => {
    const { hangs, status, delayMs = 0, losesShare = 0 } = mood;
    if (hangs) return;
    if (status !== undefined) {
      res.writeHead(status, { 'content-type': 'application/json' }).end('{"error":"told to fail"}');
      return;
    }
    const key = String(req.headers['idempotency-key'] ?? '');
    const since = left.get(key);
    if (since !== undefined) seen.gaps.push(Date.now() - since);
    left.delete(key);
    const { number } = JSON.parse(body) as { number: string };
    const name = `${req.url} ${number}`;
    if (!answers.has(key)) {
      answers.set(key, JSON.stringify({ docNo: name }));
      seen.effects.set(name, [...(seen.effects.get(name) ?? []), key]);
      if (!seen.at.has(name)) seen.at.set(name, Date.now());
    }
    const isLost = chance() < losesShare;
    res.once('close', () => {
      if (isLost || res.writableEnded) return;
      seen.cut += 1;
      left.set(key, Date.now());
    });
    setTimeout(() => {
      if (isLost) req.socket.destroy();
      else res.writeHead(200, { 'content-type': 'application/json' }).end(answers.get(key));
    }, delayMs);
  };

  createServer((req, res) => {
    seen.calls += 1;
    seen.inFlight += 1;
    seen.most = Math.max(seen.most, seen.inFlight);
    res.once('close', () => (seen.inFlight -= 1));
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString()));
    req.on('end', () => take(req, res, body));
  }).listen(port, '127.0.0.1', () => process.send!('ready'));

  process.on('message', (message: { no: number; what: 'behave' | 'seen'; mood: Mood }) => {
    if (message.what === 'behave') mood = message.mood;
    process.send!({ answers: message.no, value: message.what === 'seen' ? seen : null });
    if (message.what === 'seen') seen.most = seen.inFlight;
  });
  process.on('disconnect', () => process.exit(0));
}

if (import.meta.main) serve(Number(process.argv[2]), Number(process.argv[3]));
