/** Times of a cron pattern in a zone, over the nights its clock changes. */
import { createRequire } from 'node:module';
import type { Cron } from 'croner';
import { instantAt, localOf } from '../../flows/calendars/open-time.ts';
import { loadTemporal } from '../../flows/temporal.ts';
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

/**
 * The next time of a pattern after an instant. What names its hours comes once a day: in a skipped hour when the clock
 * jumps, in a doubled one the first time. What runs through all hours goes on as time passes.
 */
export function timesOf(pattern: string, zone: string): (after: number) => number | undefined {
  const cron = cronOf(pattern, zone);
  const next = (after: number): number | undefined => cron.nextRun(new Date(after))?.getTime();
  const hours = pattern.trim().split(/\s+/)[1] ?? '*';
  if (zone === 'UTC' || hours.startsWith('*')) return next;
  const onTheWall = cronOf(pattern, 'UTC');
  const jumpAfter = jumpsOf(zone);

  return (after) => {
    let at = next(after);
    while (at !== undefined && isSecondPass(at, zone)) at = next(at);
    const until = at ?? after;
    for (let jump = jumpAfter(after); jump && jump.at < until; jump = jumpAfter(jump.at)) {
      const skipped = onTheWall.nextRun(new Date(jump.from - 1))?.getTime();
      if (skipped !== undefined && skipped < jump.to) return jump.at;
    }
    return at;
  };
}

function isSecondPass(at: number, zone: string): boolean {
  const { day, clock } = localOf(at, zone);
  return instantAt(day, clock, zone) < at;
}

/** The clock skips what it would have shown from `from` until `to`. */
interface Jump {
  at: number;
  from: number;
  to: number;
}

/** The next time a zone skips an hour; the one found last is kept, since most questions lie close together. */
function jumpsOf(zone: string): (after: number) => Jump | undefined {
  let asked = Number.POSITIVE_INFINITY;
  let found: Jump | undefined;
  return (after) => {
    if (after >= asked && (found === undefined || after < found.at)) return found;
    asked = after;
    found = undefined;
    let there = loadTemporal().Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
    for (; there; there = there.getTimeZoneTransition('next')) {
      const at = there.epochMilliseconds;
      const to = at + there.offsetNanoseconds / 1_000_000;
      const from = at + there.subtract({ milliseconds: 1 }).offsetNanoseconds / 1_000_000;
      if (to <= from) continue;
      found = { at, from, to };
      break;
    }
    return found;
  };
}
