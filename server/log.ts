/** Log lines as JSON on standard error; secrets are cut out wherever they might stand. */
import { pino } from 'pino';
import type { Log } from './http/deps.ts';

const secretFields = ['password', 'secret', 'token', 'authorization', 'cookie', 'apiKey', 'webhookSecret'];

export function openLog(level: string): Log {
  return pino(
    { level, base: null, redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: 'hidden' } },
    pino.destination({ dest: 2, sync: true }),
  );
}
