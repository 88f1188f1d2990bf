/** All the designer knows of the server: the shapes of `/api`. Types only. Times are ISO strings in UTC. What calls take is closed: every property that is not named is refused with 422. */
export type { Flow, Json, JsonObject, Money, Problem } from '../../flows/flow.ts';
export type * from './api/basics.ts';
export type * from './api/calendars.ts';
export type * from './api/cases.ts';
export type * from './api/connections.ts';
export type * from './api/environments.ts';
export type * from './api/expressions.ts';
export type * from './api/flows.ts';
export type * from './api/held.ts';
export type * from './api/live.ts';
export type * from './api/people.ts';
export type * from './api/runs.ts';
export type * from './api/shadow.ts';
export type * from './api/ship.ts';
export type * from './api/tables.ts';
export type * from './api/tasks.ts';
export type * from './api/templates.ts';
export type * from './api/try.ts';
