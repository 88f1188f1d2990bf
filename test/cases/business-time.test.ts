/** Business time on every store and in every delivery: a run waits over Epiphany and a stocktaking by the calendars its version is frozen with. */
import { afterAll, describe, expect, it } from 'vitest';
import { type Delivery, type FlowCase, play } from '../support/play.ts';
import { openStages } from '../support/stages/stages.ts';

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

const given: FlowCase = {
  name: 'business time',
  flow: {
    format: 1,
    id: 'business_time',
    title: 'Business time',
    zone: 'Europe/Stockholm',
    nodes: {
      begin: { type: 'begin@1' },
      window: { type: 'cancellation_window@1', config: { for: 'PT8H', clock: 'received', calendar: 'se' } },
      ours: { type: 'wait@1', config: { for: 'P1D', calendar: 'ours' } },
      call: { type: 'call_a@1' },
      answer: { type: 'wait_for@1', config: { any: ['paid'], deadline: 'PT2H', calendar: 'ours' } },
    },
    edges: [
      { from: 'begin', to: 'window' },
      { from: 'window.released', to: 'ours' },
      { from: 'ours', to: 'call' },
      { from: 'call', to: 'answer' },
    ],
    lock: {
      calendars: {
        ours: {
          id: 'ours',
          version: 4,
          week: { wed: ['08:00-17:00'], thu: ['08:00-17:00'], fri: ['10:00-11:00'], mon: ['08:00-17:00'] },
          special: [{ on: '2026-01-08', title: 'Stocktaking' }],
        },
      },
    },
  },
  input: {},
  expect: { status: 'parked', steps: [] },
};
const deliveries: Delivery[] = ['once', 'doubled', 'lost', 'crowd'];

describe.each(stages)('$name', (stage) => {
  it.each(deliveries)('delivered %s, every step ends when its calendar says', async (delivery) => {
    const { run, calls } = await play(given, delivery, 2, stage);
    const ends = [...run.steps.values()].map(({ node, endedAt }) => [node, new Date(endedAt!).toISOString().slice(0, 16)]);
    // It begins on Monday 5 January 2026 at ten; the 6th is Epiphany, the 8th closed by its own calendar, the 9th open for an hour.
    expect(ends).toEqual([
      ['begin', '2026-01-05T09:00'],
      ['window', '2026-01-07T08:00'],
      ['ours', '2026-01-09T09:00'],
      ['call', '2026-01-09T09:00'],
      ['answer', '2026-01-12T08:00'],
    ]);
    expect(calls['call']?.keys.length).toBe(1);
  });
});
