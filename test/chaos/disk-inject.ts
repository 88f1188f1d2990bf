/** Lets system calls of a running process on certain files fail, for as long as strace is attached to it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Missing } from './scenario.ts';

export interface Injection {
  /** The calls work again. */
  end(): Promise<void>;
}

/** `rule` as strace takes it: `pwrite64:error=EROFS`. Only calls on `files` are touched. */
export async function inject(pid: number, rule: string, files: string[]): Promise<Injection> {
  assertStrace();
  const [calls] = rule.split(':');
  const args = ['-f', '-q', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${rule}`, ...files.flatMap((file) => ['-P', file]), '-p', String(pid)];
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  strace.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await attached(strace, pid, () => said);
  return {
    end: () => detach(strace),
  };
}

export function assertStrace(): void {
  try {
    execFileSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'pipe' });
  } catch (error) {
    throw new Missing(`strace cannot trace here: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  }
}

/** Ends tracing and leaves the process as it was. */
export async function detach(strace: ChildProcess): Promise<void> {
  if (strace.exitCode !== null || strace.signalCode !== null) return;
  const over = new Promise((resolve) => strace.once('exit', resolve));
  strace.kill('SIGINT');
  await over;
}

export async function attached(strace: ChildProcess, pid: number, said: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (strace.exitCode !== null) throw new Missing(`strace did not attach: ${said().trim()}`);
    if (!/^TracerPid:\t0$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('strace did not attach within three seconds');
}
