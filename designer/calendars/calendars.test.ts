import { describe, expect, it } from 'vitest';
import { shippedCalendar } from '../../flows/calendars/shipped.ts';
import type { CalendarDetail } from '../../server/http/api.ts';
import { askOf, draftOf, emptyDraft, newDay } from './draft.ts';
import { monthsOf, specialOf, wholeOf } from './year.ts';

describe('a year on the wall', () => {
  const months = monthsOf(shippedCalendar('de')!, 2026);
  it('has its months in weeks from Monday on', () => {
    expect(months.map((weeks) => weeks.flat().filter(Boolean).length)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
    expect(months[1]!.map((week) => week.map((cell) => cell?.number ?? 0))[0]).toEqual([0, 0, 0, 0, 0, 0, 1]);
  });
  it('tells open days from closed, special and short ones', () => {
    const on = (date: string) => months.flat(2).find((cell) => cell?.date === date);
    expect([on('2026-12-23'), on('2026-12-24'), on('2026-12-25'), on('2026-12-27')]).toMatchObject([
      { kind: 'open', open: '08:00–17:00' },
      { kind: 'short', open: '08:00–14:00', title: 'Heiligabend' },
      { kind: 'holiday', open: '' },
      { kind: 'closed' },
    ]);
    expect(specialOf(months).map(({ title }) => title)).toHaveLength(10);
  });
  it('of an own calendar keeps the holidays of its base', () => {
    const own = wholeOf({
      zone: 'Europe/Amsterdam',
      base: 'nl',
      week: { mon: ['08:00-17:00'] },
      special: [{ on: '04-27', title: 'Open after all', hours: ['10:00-12:00'] }],
    });
    expect(specialOf(monthsOf(own, 2026)).find(({ date }) => date === '2026-04-27')).toMatchObject({ kind: 'short', title: 'Open after all' });
  });
});

describe('what a person types', () => {
  it.each([
    ['08:00-17:00', ['08:00-17:00']],
    ['8-12, 13-17', ['08:00-12:00', '13:00-17:00']],
    ['8:30 – 16.15', ['08:30-16:15']],
    ['', undefined],
    ['morning', ['morning']],
  ])('%j is asked for as %j', (typed, spans) => {
    expect(askOf({ ...emptyDraft('UTC'), hours: [typed, '', '', '', '', '', ''] }).week.mon).toEqual(spans);
  });
  it('comes back as it was kept, with what the form does not show', () => {
    const special = [
      { on: '12-24', title: 'Half day', until: '12:00', since: 2026 },
      { on: '2026-12-27', title: 'Sale', hours: ['10:00-14:00'] },
      { on: '01-02', title: 'Off', ifSunday: 1 },
    ];
    const kept = { id: 'ours', title: 'Ours', zone: 'UTC', base: 'se', week: { mon: ['08:00-17:00'] }, special } as unknown as CalendarDetail;
    expect(askOf(draftOf(kept))).toEqual({ title: 'Ours', zone: 'UTC', base: 'se', week: kept.week, special });
  });
  it('gives every new day a key of its own', () => expect(newDay().key).not.toBe(newDay().key));
});
