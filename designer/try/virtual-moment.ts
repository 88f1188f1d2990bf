const locale = typeof navigator === 'undefined' ? 'en-GB' : navigator.language;
const short = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const long = new Intl.DateTimeFormat(locale, {
  ...({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const),
});

/** A virtual instant always says its day: it has nothing to do with today. */
export const virtualMoment = (iso: string): string => short.format(new Date(iso));

/** The same with its year, for the clock. */
export const virtualClock = (iso: string): string => long.format(new Date(iso));
