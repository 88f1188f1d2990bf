const locale = typeof navigator === 'undefined' ? 'en-GB' : navigator.language;
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const dayTime = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const whole = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });

const units: [string, number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
];

/** A span in its two largest units: "6 d 4 h", "9 h 14 m", "480 ms". */
export function spanOf(ms: number): string {
  const span = Math.max(0, Math.round(ms));
  if (span < 1_000) return `${span}\u00a0ms`;
  if (span < 60_000 && span % 1_000 !== 0 && span < 10_000) return `${(span / 1_000).toFixed(1)}\u00a0s`;
  const first = units.findIndex(([, size]) => span >= size);
  const [name, size] = units[first] ?? ['s', 1_000];
  const head = `${Math.floor(span / size)}\u00a0${name}`;
  const next = units[first + 1];
  if (!next) return head;
  const rest = Math.floor((span % size) / next[1]);
  return rest === 0 ? head : `${head}\u00a0${rest}\u00a0${next[0]}`;
}

/** Clock time today, day and time before. */
export function momentOf(iso: string, now = Date.now()): string {
  const at = new Date(iso);
  return at.toDateString() === new Date(now).toDateString() ? clock.format(at) : dayTime.format(at);
}

export const dayOf = (iso: string): string => day.format(new Date(iso));
export const clockOf = (at: number): string => clock.format(new Date(at));

/** The instant in full, for tooltips. */
export const instantOf = (iso: string): string => whole.format(new Date(iso));
