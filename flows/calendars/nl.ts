import type { ShippedCalendar } from './shipped.ts';

const office = ['08:00-17:00'];

/** Netherlands: the generally recognised holidays, Good Friday among them as the act on terms has it. */
export const nl: ShippedCalendar = {
  id: 'nl',
  title: 'Netherlands',
  version: 1,
  zone: 'Europe/Amsterdam',
  source: ['Algemene termijnenwet art. 3', 'Koningsdag: 27 April, the day before when that is a Sunday'],
  week: { mon: office, tue: office, wed: office, thu: office, fri: office },
  special: [
    { on: '01-01', title: 'Nieuwjaarsdag' },
    { on: 'easter-2', title: 'Goede Vrijdag' },
    { on: 'easter', title: 'Eerste paasdag' },
    { on: 'easter+1', title: 'Tweede paasdag' },
    { on: '04-27', title: 'Koningsdag', since: 2014, ifSunday: -1 },
    { on: '05-05', title: 'Bevrijdingsdag' },
    { on: 'easter+39', title: 'Hemelvaartsdag' },
    { on: 'easter+49', title: 'Eerste pinksterdag' },
    { on: 'easter+50', title: 'Tweede pinksterdag' },
    { on: '12-25', title: 'Eerste kerstdag' },
    { on: '12-26', title: 'Tweede kerstdag' },
  ],
};
