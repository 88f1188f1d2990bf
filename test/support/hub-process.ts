/** A hub as a user starts it: its own process, its own data directory, spoken to over HTTP only. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export interface HubProcess {
  url: string;
  token: string;
  dir: string;
  /** Starts (again) and resolves once /readyz answers 200, with the milliseconds that took. */
  start(): Promise<number>;
  /** SIGKILL, and wait until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and wait until it is gone. */
  stop(): Promise<void>;
  process(): ChildProcess | undefined;
  output(): string;
  call<T = unknown>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: T; headers: Headers }>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** `home` is the folder its data directory is made in; the usual temporary one when absent. */
export async function hubProcess(options: { env?: Record<string, string>; nodeArgs?: string[]; home?: string } = {}): Promise<HubProcess> {
  const port = await freePort();
  const base = mkdtempSync(join(options.home ?? tmpdir(), 'orderloom-'));
  const dir = join(base, 'data');
  const url = `http://127.0.0.1:${port}`;
  const token = 'test-admin-token-0123456789abcdef';
  let child: ChildProcess | undefined;
  let text = '';

  const hub: HubProcess = {
    url,
    token,
    dir,
    process: () => child,
    output: () => text,
    async start() {
      const began = performance.now();
      child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...(options.nodeArgs ?? []), join(root, 'server/main.ts')], {
        cwd: root,
        env: {
          ...process.env,
          PORT: String(port),
          HOST: '127.0.0.1',
          DATA_DIR: dir,
          HUB_ADMIN_TOKEN: token,
          HUB_DEMO: '0',
          LOG_LEVEL: 'warn',
          NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(root, 'node_modules/.cache/compile'),
          ...options.env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const mine = child;
      const keep = (chunk: Buffer): void => {
        text = (text + chunk.toString()).slice(-20_000);
      };
      mine.stdout!.on('data', keep);
      mine.stderr!.on('data', keep);
      for (let tries = 0; tries < 3_000; tries += 1) {
        if (mine.exitCode !== null) throw new Error(`the hub ended with ${mine.exitCode}: ${text}`);
        const isReady = await fetch(`${url}/readyz`).then(
          (answer) => answer.status === 200,
          () => false,
        );
        if (isReady) return performance.now() - began;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`the hub did not become ready: ${text}`);
    },
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
    async call(method, path, body, headers = {}) {
      const answer = await fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answered = await answer.text();
      return {
        status: answer.status,
        body: (answered === '' ? undefined : answer.headers.get('content-type')?.includes('json') ? JSON.parse(answered) : answered) as never,
        headers: answer.headers,
      };
    },
    async remove() {
      await end(child, 'SIGKILL');
      rmSync(base, { recursive: true, force: true });
    },
  };
  return hub;
}

function end(child: ChildProcess | undefined, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

/** Saves a drawing and deploys it. */
export async function deploy(hub: HubProcess, flow: { id: string }): Promise<void> {
  const saved = await hub.call('PUT', `/api/flows/${flow.id}`, flow, { 'if-match': '*' });
  const answer = saved.status < 300 ? saved : await hub.call('POST', '/api/flows', flow);
  if (answer.status >= 300) throw new Error(`draft of ${flow.id} was refused: ${JSON.stringify(answer.body)}`);
  const deployed = await hub.call('POST', `/api/flows/${flow.id}/deploy`, { message: 'for the test' });
  if (deployed.status >= 300) throw new Error(`deploy of ${flow.id} was refused: ${JSON.stringify(deployed.body)}`);
}
