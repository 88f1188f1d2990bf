/** What an own calendar must say before it is kept. */
import { bookOf, openDayFrom } from '../../flows/calendars/calendar.ts';
import { shippedCalendar, shippedCalendars } from '../../flows/calendars/shipped.ts';
import { type Problem, ProblemError } from '../../flows/flow.ts';
import { didYouMean } from '../../flows/suggest.ts';
import { checkZone } from '../../flows/zone.ts';
import type { CalendarAsk } from './calendars.ts';

const idShape = /^[a-z][a-z0-9_]{0,47}$/;
const today = 20_454;

/** Throws a ProblemError 422 with everything wrong at once. */
export function checkOwn(id: string, ask: CalendarAsk): void {
  const problems: Problem[] = [];
  const invalid = (code: string, path: string, message: string) => problems.push({ code, path, message });
  if (shippedCalendar(id))
    invalid('calendar.shipped', '/id', `${id} is a calendar every hub has; it cannot be changed — make one of your own that keeps its holidays.`);
  else if (!idShape.test(id)) invalid('calendar.id', '/id', 'A calendar is named in small letters, digits and underscores, a letter first, at most 48.');
  problems.push(...checkZone(ask.zone, '/zone', 'calendar.unknown_zone'));
  const bases = shippedCalendars.map((one) => one.id);
  if (ask.base !== undefined && !bases.includes(ask.base))
    invalid(
      'calendar.unknown_base',
      '/base',
      `There is no calendar "${ask.base.slice(0, 60)}" to keep the holidays of — choose ${bases.join(', ')}.${didYouMean(ask.base, bases)}`,
    );
  for (const [at, { since, through }] of (ask.special ?? []).entries())
    if (since !== undefined && through !== undefined && through < since)
      invalid('calendar.invalid', `/special/${at}/through`, `The last year ${through} lies before the first, ${since}.`);
  const readable = (path: string, read: () => unknown) => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems.map((problem) => ({ ...problem, path })));
    }
  };
  readable('/week', () => openDayFrom(bookOf({ week: ask.week }), today, 1));
  readable('/special', () => bookOf({ week: {}, special: ask.special ?? [] }));
  if (problems.length > 0) throw new ProblemError(422, problems);
}
