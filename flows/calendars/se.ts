import type { ShippedCalendar } from './shipped.ts';

const office = ['08:00-17:00'];

/** Sweden: public holidays, and the three eves that the holidays act counts as Sundays. */
export const se: ShippedCalendar = {
  id: 'se',
  title: 'Sweden',
  version: 1,
  zone: 'Europe/Stockholm',
  source: ['Lag (1989:253) om allmänna helgdagar', 'Semesterlag (1977:480) 3 a §: midsommarafton, julafton, nyårsafton'],
  week: { mon: office, tue: office, wed: office, thu: office, fri: office },
  special: [
    { on: '01-01', title: 'Nyårsdagen' },
    { on: '01-06', title: 'Trettondedag jul' },
    { on: 'easter-2', title: 'Långfredagen' },
    { on: 'easter', title: 'Påskdagen' },
    { on: 'easter+1', title: 'Annandag påsk' },
    { on: '05-01', title: 'Första maj' },
    { on: 'easter+39', title: 'Kristi himmelsfärdsdag' },
    { on: 'easter+49', title: 'Pingstdagen' },
    { on: '06-06', title: 'Nationaldagen', since: 2005 },
    { on: 'fri 06-19', title: 'Midsommarafton' },
    { on: 'sat 06-20', title: 'Midsommardagen' },
    { on: 'sat 10-31', title: 'Alla helgons dag' },
    { on: '12-24', title: 'Julafton' },
    { on: '12-25', title: 'Juldagen' },
    { on: '12-26', title: 'Annandag jul' },
    { on: '12-31', title: 'Nyårsafton' },
  ],
};
