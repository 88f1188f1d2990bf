/** Log lines as JSON on standard error; secrets are cut out wherever they might stand. */
import { pino } from 'pino';
import type { Log } from './http/deps.ts';

const secretFields = ['password', 'secret', 'token', 'authorization', 'cookie', 'apiKey', 'webhookSecret'];

export function openLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      serializers: { err: inBrief },
      redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: 'hidden' },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** Drivers hang whole topologies and refused documents on their errors: neither belongs in a log. */
function inBrief(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { name, message, stack, cause } = thrown;
  const { code } = thrown as NodeJS.ErrnoException;
  return { type: name, message, ...(code === undefined ? {} : { code }), stack, ...(cause instanceof Error ? { cause: inBrief(cause) } : {}) };
}
