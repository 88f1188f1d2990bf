import { describe, expect, test } from 'vitest';
import { bookOf, type Calendar, openDayFrom, openDayOfMonth } from './calendar.ts';
import { dateOf, dayOf } from './day-number.ts';
import { shippedCalendar } from './shipped.ts';

const office: Calendar = { week: { mon: ['08:00-12:00', '13:00-17:00'], tue: ['08:00-17:00'] } };
const openOn = (calendar: Calendar, date: string) =>
  bookOf(calendar)
    .day(dayOf(date)!)
    .open.map(([from, to]) => `${from / 60}-${to / 60}`);

describe('a day', () => {
  test.each([
    ['of the week', office, '2026-11-23', ['8-12', '13-17']],
    ['without hours', office, '2026-11-25', []],
    ['closed by a date', { ...office, special: [{ on: '2026-11-23', title: 'Stocktaking' }] }, '2026-11-23', []],
    ['cut short', { ...office, special: [{ on: '11-23', title: 'Half day', until: '14:00' }] }, '2026-11-23', ['8-12', '13-14']],
    ['cut short before it opens', { ...office, special: [{ on: '11-23', title: 'Early', until: '08:00' }] }, '2026-11-23', []],
    ['cut short although never open', { ...office, special: [{ on: '11-25', title: 'Half day', until: '14:00' }] }, '2026-11-25', []],
    ['opened on a weekend', { ...office, special: [{ on: '2026-11-28', title: 'Fair', hours: ['10:00-16:00'] }] }, '2026-11-28', ['10-16']],
    [
      'opened again after a rule closed it',
      {
        ...office,
        special: [
          { on: '11-23', title: 'Off' },
          { on: '2026-11-23', title: 'On', hours: ['09:00-10:00'] },
        ],
      },
      '2026-11-23',
      ['9-10'],
    ],
    ['moved over New Year', { week: { sat: ['08:00-17:00'] }, special: [{ on: '01-01', title: 'New Year', ifSunday: -1 }] }, '2022-12-31', []],
    ['of Christmas Eve in Germany', shippedCalendar('de')!, '2026-12-24', ['8-14']],
    ['of Christmas Eve in Germany, a Sunday', shippedCalendar('de')!, '2028-12-24', []],
  ] as [string, Calendar, string, string[]][])('%s', (_, calendar, date, open) => expect(openOn(calendar, date)).toEqual(open));
});

test.each([
  ['se', '2026-12-24', 1, '2026-12-28'],
  ['se', '2026-12-24', -1, '2026-12-23'],
  ['de', '2026-12-24', 1, '2026-12-24'],
  ['nl', '2027-03-26', 1, '2027-03-30'],
  ['nl', '2026-05-05', 1, '2026-05-06'],
  ['se', '2027-05-06', 1, '2027-05-07'],
] as const)('the open day of %s nearest to %s in steps of %i', (id, from, step, date) => {
  expect(dateOf(openDayFrom(bookOf(shippedCalendar(id)!), dayOf(from)!, step))).toBe(date);
});

test.each([
  ['se', 2026, 12, -1, '2026-12-30'],
  ['de', 2026, 12, -1, '2026-12-31'],
  ['nl', 2026, 1, -1, '2026-01-30'],
  ['se', 2026, 2, -1, '2026-02-27'],
  ['se', 2028, 2, -1, '2028-02-29'],
  ['nl', 2027, 1, 1, '2027-01-04'],
  ['se', 2026, 6, 3, '2026-06-03'],
  ['de', 2026, 5, 2, '2026-05-05'],
] as const)('in %s, %i-%i has open day %i', (id, year, month, nth, date) => {
  expect(dateOf(openDayOfMonth(bookOf(shippedCalendar(id)!), year, month, nth)!)).toBe(date);
});

test('a month with fewer open days has none', () => expect(openDayOfMonth(bookOf(shippedCalendar('se')!), 2026, 12, 22)).toBeUndefined());

test.each([
  ['a day that is none', { week: {}, special: [{ on: 'yule', title: 'x' }] }],
  ['a time that is none', { week: { mon: ['08:00-25:00'] } }],
  ['closing before opening', { week: { mon: ['17:00-08:00'] } }],
  ['hours that overlap', { week: { mon: ['08:00-12:00', '11:00-17:00'] } }],
  ['hours out of order', { week: { mon: ['13:00-17:00', '08:00-12:00'] } }],
] as [string, Calendar][])('%s is refused', (_, calendar) => expect(() => bookOf(calendar)).toThrow(/^The calendar/));
