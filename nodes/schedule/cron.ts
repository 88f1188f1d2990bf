import { createRequire } from 'node:module';
import type { Cron } from 'croner';
import { ConnectorError } from '../node-type.ts';

let loaded: typeof Cron | undefined;

/** A cron pattern of five fields, read in a zone; throws ConnectorError `config.invalid`. */
export function cronOf(pattern: string, zone: string): Cron {
  loaded ??= (createRequire(import.meta.url)('croner') as typeof import('croner')).Cron;
  try {
    return new loaded(pattern, { timezone: zone, paused: true, mode: '5-part' });
  } catch (cause) {
    throw new ConnectorError('config.invalid', `"${pattern.slice(0, 60)}" is no cron pattern — write five fields such as "0 7 * * 1-5"`, { cause });
  }
}
