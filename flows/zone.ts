import type { Problem } from './flow.ts';
import { didYouMean } from './suggest.ts';

let zones: string[] | undefined;

export const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** The problem of a name that is no IANA zone, with the zone that was probably meant. */
export function checkZone(zone: string, path: string, code = 'config.unknown_zone'): Problem[] {
  if (isZone(zone)) return [];
  zones ??= Intl.supportedValuesOf('timeZone');
  const shown = JSON.stringify(zone.slice(0, 60));
  return [{ code, path, message: `${shown} is not a time zone — write one like Europe/Stockholm.${meant(zone, zones)}` }];
}

/** A near spelling, or the zone of the city that was named. */
function meant(zone: string, known: string[]): string {
  const city = zone.replaceAll(' ', '_').toLowerCase();
  const found = known.find((name) => name.toLowerCase() === city || name.toLowerCase().endsWith(`/${city}`));
  return found === undefined ? didYouMean(zone, known) : ` Did you mean ${found}?`;
}
