import { calendars } from './en/calendars.ts';
import { connectors } from './en/connectors.ts';
import { deliveries } from './en/deliveries.ts';
import { demo } from './en/demo.ts';
import { environments } from './en/environments.ts';
import { flows } from './en/flows.ts';
import { frame } from './en/frame.ts';
import { inbox } from './en/inbox.ts';
import { review } from './en/review.ts';
import { run } from './en/run.ts';
import { runs } from './en/runs.ts';
import { tables } from './en/tables.ts';

/** Every sentence a page says, in English. Another language is another object of this shape. */
export const en = { ...frame, flows, runs, run, inbox, deliveries, connectors, demo, review, calendars, tables, environments } as const;

export type Words = typeof en;
