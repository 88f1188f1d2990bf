import { expect, it } from 'vitest';
import { planFor } from '../../test/support/tell.ts';
import type { RunEvent } from '../engine/events.ts';
import type { RunHead } from '../engine/ports.ts';
import { logLines } from './log-lines.ts';

const plan = planFor({ begin: 'begin@1', note: 'log@1', build: 'transform@1' }, ['begin > note', 'note > build']);
const head = { tenant: 't', id: 'r', flow: 'f', version: 'v', keys: ['1001'] } as RunHead;
const completed = (step: string, output: Extract<RunEvent, { type: 'step.completed' }>['output']): RunEvent => ({
  type: 'step.completed',
  at: 0,
  step,
  port: 'done',
  output,
});

async function linesOf(...events: RunEvent[]): Promise<unknown[]> {
  const lines: unknown[] = [];
  const to = (level: string) => (fields: object, text: string) => lines.push([level, text, fields]);
  const store = { payload: async () => JSON.stringify({ logged: 'a long one', level: 'error' }) };
  logLines({ plan: async () => plan, store, log: { info: to('info'), warn: to('warn'), error: to('error') } })(head, events);
  await new Promise((resolve) => setImmediate(resolve));
  return lines;
}

it('a line of a log node is written with its run, whatever iteration it stands in', async () => {
  const line = { v: { logged: 'shipped', level: 'warn', data: { parcels: 2 } } };
  expect(await linesOf(completed('lines:3/note', line))).toEqual([
    ['warn', 'shipped', { flow: 'f', run: 'r', node: 'note', key: '1001', data: { parcels: 2 } }],
  ]);
  expect(await linesOf(completed('note~ab2', { v: { logged: 'seen', level: 'info' } }))).toMatchObject([['info', 'seen', { node: 'note' }]]);
});

it('a long one is read where it is kept', async () => {
  expect(await linesOf(completed('note', { ref: 'h' }))).toMatchObject([['error', 'a long one', {}]]);
});

it('what other nodes say is no line, though it looks like one', async () => {
  expect(await linesOf(completed('build', { v: { logged: 'x', level: 'info' } }), completed('build', { ref: 'h' }), completed('note', { v: 1 }))).toEqual([]);
});
