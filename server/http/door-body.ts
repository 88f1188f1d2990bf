/** Reads the bytes of a message, never more than the cap, never longer than the deadline. */
import type { IncomingMessage } from 'node:http';
import { gunzip } from 'node:zlib';
import { ProblemError } from '../../flows/flow.ts';
import type { Clock } from '../engine/ports.ts';

export const mostBytes = 1_048_576;
export const bodyDeadlineMs = 30_000;
const sweepEveryMs = 1_000;

/** What is still read and thrown away of a refused body, so that its sender gets to see the refusal. */
const mostDrained = 4 * mostBytes;
const drainMs = 2_000;

export type TakeBody = (req: IncomingMessage, done: (raw: Buffer) => void, fail: (error: unknown) => void) => void;

interface Reading {
  since: number;
  tooSlow(): void;
}

/** Collects bodies by plain events; one shared alarm per door watches the slow ones. */
export function bodies(clock: Clock): TakeBody {
  const open = new Set<Reading>();
  let armed = false;

  const sweep = (): void => {
    armed = false;
    const oldest = clock.now() - bodyDeadlineMs;
    for (const reading of open) {
      if (reading.since <= oldest) reading.tooSlow();
    }
    arm();
  };
  const arm = (): void => {
    if (armed || open.size === 0) return;
    armed = true;
    clock.wake(clock.now() + sweepEveryMs, sweep);
  };

  return (req, done, fail) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let size = 0;
    const settle = (): boolean => open.delete(reading);
    const reading: Reading = {
      since: clock.now(),
      tooSlow() {
        if (settle()) fail(tooSlow());
      },
    };
    open.add(reading);
    arm();
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostBytes) {
        first = more = undefined;
        if (settle()) fail(tooLarge());
        return;
      }
      if (first === undefined) first = chunk;
      else (more ??= [first]).push(chunk);
    });
    req.on('end', () => {
      if (settle()) done(more === undefined ? (first ?? Buffer.alloc(0)) : Buffer.concat(more, size));
    });
    req.on('close', () => {
      if (settle()) fail(cutOff());
    });
  };
}

/** Unpacks gzip and stops at the cap, whatever the sender packed. */
export function inflate(packed: Buffer, done: (raw: Buffer) => void, fail: (error: unknown) => void): void {
  gunzip(packed, { maxOutputLength: mostBytes }, (error, raw) => {
    if (!error) return done(raw);
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return fail(tooLarge());
    fail(refusal(400, 'encoding.invalid_gzip', 'the body is not the gzip its Content-Encoding promises'));
  });
}

export const tooLarge = (): ProblemError => refusal(413, 'body.too_large', `a message has at most ${mostBytes} bytes, packed and unpacked; send it in parts`);

/** Lets a refused sender finish a little so that the answer reaches it, then hangs up. */
export function drain(req: IncomingMessage): void {
  if (req.complete || req.destroyed) return;
  let left = mostDrained;
  const hangUp = setTimeout(() => req.socket.destroy(), drainMs);
  req.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) req.socket.destroy();
  });
  req.on('close', () => clearTimeout(hangUp));
  req.on('error', () => req.socket.destroy());
  req.resume();
}

const tooSlow = (): ProblemError => refusal(408, 'body.too_slow', `the body did not arrive within ${bodyDeadlineMs / 1000} s; send it again`);
const cutOff = (): ProblemError => refusal(400, 'body.cut_off', 'the connection closed before the whole body arrived; send it again');

function refusal(status: number, code: string, message: string): ProblemError {
  return new ProblemError(status, { code, path: '', message });
}
