import { expect, test } from 'vitest';
import { dateOf, easterOf } from './day-number.ts';
import { shippedCalendar, shippedCalendars } from './shipped.ts';
import { dayInYear } from './special-day.ts';

/** As the package python-holidays 0.109 has them: Sweden with the eves nobody works on, the Netherlands with all days of the act. */
test.each([
  ['se', 2024, '01-01 01-06 03-29 03-31 04-01 05-01 05-09 05-19 06-06 06-21 06-22 11-02 12-24 12-25 12-26 12-31'],
  ['se', 2025, '01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-06 06-08 06-20 06-21 11-01 12-24 12-25 12-26 12-31'],
  ['se', 2026, '01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31'],
  ['se', 2027, '01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-06 06-25 06-26 11-06 12-24 12-25 12-26 12-31'],
  ['se', 2028, '01-01 01-06 04-14 04-16 04-17 05-01 05-25 06-04 06-06 06-23 06-24 11-04 12-24 12-25 12-26 12-31'],
  ['de', 2024, '01-01 03-29 04-01 05-01 05-09 05-20 10-03 12-25 12-26'],
  ['de', 2025, '01-01 04-18 04-21 05-01 05-29 06-09 10-03 12-25 12-26'],
  ['de', 2026, '01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26'],
  ['de', 2027, '01-01 03-26 03-29 05-01 05-06 05-17 10-03 12-25 12-26'],
  ['de', 2028, '01-01 04-14 04-17 05-01 05-25 06-05 10-03 12-25 12-26'],
  ['nl', 2024, '01-01 03-29 03-31 04-01 04-27 05-05 05-09 05-19 05-20 12-25 12-26'],
  ['nl', 2025, '01-01 04-18 04-20 04-21 04-26 05-05 05-29 06-08 06-09 12-25 12-26'],
  ['nl', 2026, '01-01 04-03 04-05 04-06 04-27 05-05 05-14 05-24 05-25 12-25 12-26'],
  ['nl', 2027, '01-01 03-26 03-28 03-29 04-27 05-05 05-06 05-16 05-17 12-25 12-26'],
  ['nl', 2028, '01-01 04-14 04-16 04-17 04-27 05-05 05-25 06-04 06-05 12-25 12-26'],
] as const)('%s in %i is closed on the days everybody knows', (id, year, days) => {
  const rules = shippedCalendar(id)!.special!.filter(({ until }) => until === undefined);
  const dates = rules.flatMap((rule) => dayInYear(rule, year) ?? []).map((day) => dateOf(day));
  expect(dates.map((date) => date.slice(5)).sort()).toEqual(days.split(' '));
});

test.each([
  [1818, '1818-03-22'],
  [1943, '1943-04-25'],
  [1954, '1954-04-18'],
  [1981, '1981-04-19'],
  [2000, '2000-04-23'],
  [2008, '2008-03-23'],
  [2011, '2011-04-24'],
  [2038, '2038-04-25'],
  [2049, '2049-04-18'],
  [2076, '2076-04-19'],
])('Easter of %i, where the rule has its exceptions', (year, date) => expect(dateOf(easterOf(year))).toBe(date));

test("King's Day moves off a Sunday", () => {
  const rule = shippedCalendar('nl')!.special!.find(({ title }) => title === 'Koningsdag')!;
  expect([2025, 2026, 2031].map((year) => dateOf(dayInYear(rule, year)!))).toEqual(['2025-04-26', '2026-04-27', '2031-04-26']);
});

test('Germany had one Reformation Day for all', () => {
  const rule = shippedCalendar('de')!.special!.find(({ title }) => title === 'Reformationstag')!;
  expect([2016, 2017, 2018].map((year) => dayInYear(rule, year) !== undefined)).toEqual([false, true, false]);
});

test('every shipped calendar names its sources', () => {
  for (const { source } of shippedCalendars) expect(source.length).toBeGreaterThan(0);
});
