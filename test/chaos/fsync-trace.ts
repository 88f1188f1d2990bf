/**
 * The system calls of a running hub, in the order in which the kernel entered and left them. One tracer sees
 * all threads, so a call that was left on an earlier line than another was entered is truly before it.
 */
import { spawn } from 'node:child_process';
import { attached, detach } from './disk-inject.ts';

export interface Call {
  name: string;
  /** What the descriptor stands for: a path, or `TCP:…`. */
  on: string;
  /** The rest of the arguments, bytes as strace prints them. */
  text: string;
  /** Line it was entered on, and left on. */
  from: number;
  to: number;
  result: number;
}

export interface Trace {
  /** The trace is whole in its file. */
  end(): Promise<void>;
}

export async function traceCalls(pid: number, file: string, calls: string, bytes = 64): Promise<Trace> {
  const args = ['-f', '-q', '-yy', '-s', String(bytes), '-o', file, '-e', `trace=${calls}`, '-e', 'signal=none', '-p', String(pid)];
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  strace.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await attached(strace, pid, () => said);
  return {
    async end() {
      await detach(strace);
    },
  };
}

/** `123 fdatasync(7</data/orderloom.db-wal>) = 0`, or in two halves around other threads' lines. */
export function parse(text: string): Call[] {
  const calls: Call[] = [];
  const open = new Map<string, Call>();
  for (const [place, line] of text.split('\n').entries()) {
    const resumed = /^(\d+) +<\.\.\. (\w+) resumed>(.*)$/s.exec(line);
    if (resumed) {
      const call = open.get(resumed[1]!);
      if (!call) continue;
      open.delete(resumed[1]!);
      call.text += resumed[3]!;
      call.to = place;
      call.result = resultOf(resumed[3]!);
      continue;
    }
    const entered = /^(\d+) +(\w+)\((?:\d+<(.*?)>)?(?:, )?(.*)$/s.exec(line);
    if (!entered) continue;
    const [, pid, name, on, rest] = entered as unknown as [string, string, string, string | undefined, string];
    const isWhole = !rest.endsWith('<unfinished ...>');
    const call: Call = {
      name,
      on: on ?? '',
      text: rest,
      from: place,
      to: isWhole ? place : Number.POSITIVE_INFINITY,
      result: isWhole ? resultOf(rest) : Number.NaN,
    };
    calls.push(call);
    if (!isWhole) open.set(pid, call);
  }
  return calls;
}

const resultOf = (text: string): number => Number(/ = (-?\d+)[^=]*$/.exec(text)?.[1] ?? Number.NaN);
