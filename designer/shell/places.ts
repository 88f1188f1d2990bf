import { Banknote, CalendarDays, Inbox, Layers, type LucideIcon, Play, Plug, Sparkles, Table2, Truck, Workflow } from 'lucide-react';
import { money } from '../text/en/money.ts';
import { en } from '../text/en.ts';

export interface Place {
  to: '/flows' | '/runs' | '/inbox' | '/deliveries' | '/money' | '/connectors' | '/demo' | '/calendars' | '/tables' | '/settings/environments';
  name: string;
  icon: LucideIcon;
}

/** Where one can go, in rail order. */
export const places: Place[] = [
  { to: '/flows', name: en.nav.flows, icon: Workflow },
  { to: '/runs', name: en.nav.runs, icon: Play },
  { to: '/inbox', name: en.nav.inbox, icon: Inbox },
  { to: '/deliveries', name: en.nav.deliveries, icon: Truck },
  { to: '/money', name: money.title, icon: Banknote },
  { to: '/connectors', name: en.connectors.title, icon: Plug },
];

/** The demo's place, at the foot, where a demo is on. */
export const demoPlace: Place = { to: '/demo', name: en.nav.demo, icon: Sparkles };

/** What is set up now and then: at the foot of the rail, and in the account menu on phones. */
export const setUpPlaces: Place[] = [
  { to: '/tables', name: en.tables.title, icon: Table2 },
  { to: '/calendars', name: en.calendars.title, icon: CalendarDays },
  { to: '/settings/environments', name: en.environments.title, icon: Layers },
];
