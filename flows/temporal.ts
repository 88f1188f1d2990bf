import type { Temporal } from 'temporal-polyfill';

let loaded: typeof Temporal | undefined;

/** The calendar arithmetic of days, months and zones; loaded at first need, so that start-up does without its 100 ms. Not for browsers. */
export function loadTemporal(): typeof Temporal {
  loaded ??= (process.getBuiltinModule('node:module').createRequire(import.meta.url)('temporal-polyfill') as typeof import('temporal-polyfill')).Temporal;
  return loaded;
}
