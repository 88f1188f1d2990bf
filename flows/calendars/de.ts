import type { ShippedCalendar } from './shipped.ts';

const office = ['08:00-17:00'];

/** Germany: the nine holidays of all states, and Christmas Eve until two. */
export const de: ShippedCalendar = {
  id: 'de',
  title: 'Germany',
  version: 1,
  zone: 'Europe/Berlin',
  source: [
    'Holiday acts of the sixteen states: the nine days all have in common',
    'Einigungsvertrag Art. 2 (2): 3 October',
    'LadSchlG § 3: 24 December until 14:00',
  ],
  week: { mon: office, tue: office, wed: office, thu: office, fri: office },
  special: [
    { on: '01-01', title: 'Neujahr' },
    { on: 'easter-2', title: 'Karfreitag' },
    { on: 'easter+1', title: 'Ostermontag' },
    { on: '05-01', title: 'Tag der Arbeit' },
    { on: 'easter+39', title: 'Christi Himmelfahrt' },
    { on: 'easter+50', title: 'Pfingstmontag' },
    { on: '10-03', title: 'Tag der Deutschen Einheit', since: 1990 },
    { on: '10-31', title: 'Reformationstag', since: 2017, through: 2017 },
    { on: '12-24', title: 'Heiligabend', until: '14:00' },
    { on: '12-25', title: 'Erster Weihnachtstag' },
    { on: '12-26', title: 'Zweiter Weihnachtstag' },
  ],
};
