import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkEnvelope, checkNodes } from '../../flows/check.ts';
import { checkExpressions } from '../../flows/check-expressions.ts';
import type { Flow, JsonObject } from '../../flows/flow.ts';
import { noon, runNode } from '../../test/support/run-node.ts';
import { coreNodes } from '../index.ts';
import type { TaskMoves, Wait } from '../node-type.ts';
import { needsSecondPerson } from './four-eyes.ts';
import task from './task.ts';

const hour = 3_600_000;
const config = { title: 'Credit review', role: 'credit', remind: ['P1D', 'PT4H'], escalate: [{ after: 'PT8H', role: 'lead' }], deadline: 'P2D' };
const at = async (hours: number, more: JsonObject = {}): Promise<Wait> =>
  (await runNode(task, { config: { ...config, ...more }, now: noon + hours * hour, since: noon })) as Wait;

describe('a task that nobody finishes', () => {
  it.each<[string, number, number, boolean, TaskMoves | undefined]>([
    ['is left alone until the first reminder', 0, 4, false, undefined],
    ['is reminded of', 4, 8, false, { no: 1, role: 'credit', reminded: [4], escalated: [] }],
    ['moves to another role', 8, 24, false, { no: 2, role: 'lead', reminded: [4], escalated: [{ at: 8, role: 'lead' }] }],
    [
      'is reminded of there, and then only its deadline is left',
      24,
      48,
      true,
      { no: 3, role: 'lead', reminded: [4, 24], escalated: [{ at: 8, role: 'lead' }] },
    ],
    [
      'of a hub that slept knows all that was due, at its instants',
      30,
      48,
      true,
      { no: 3, role: 'lead', reminded: [4, 24], escalated: [{ at: 8, role: 'lead' }] },
    ],
  ])('%s', async (_, hours, next, isDeadline, moves) => {
    const then = (hour_: number): number => noon + hour_ * hour;
    const wait = await at(hours);
    expect(wait.until).toBe(then(next));
    expect(wait.deadline === true).toBe(isDeadline);
    expect(wait.task?.moves).toEqual(
      moves && { ...moves, reminded: moves.reminded.map(then), escalated: moves.escalated.map((one) => ({ ...one, at: then(one.at) })) },
    );
  });

  it('with a calendar is left alone at night', async () => {
    const office = { zone: 'UTC', week: { mon: ['09:00-17:00'], tue: ['09:00-17:00'] } };
    // Monday noon: five hours are left of the day, three are Tuesday's.
    const { until, task: asked } = await at(0, { calendar: office, remind: ['PT8H'], escalate: [{ after: 'PT9H', role: 'lead' }], due: 'PT8H' });
    expect([until, asked?.due]).toEqual([noon + 24 * hour, noon + 24 * hour]);
    expect((await at(23, { calendar: office, remind: ['PT8H'], escalate: [{ after: 'PT9H', role: 'lead' }] })).task).not.toHaveProperty('moves');
  });

  it('is not reminded of after its deadline', async () => {
    expect(await at(50, { remind: ['PT49H'], deadline: 'P2D' })).toMatchObject({ until: noon + 48 * hour, deadline: true, task: { moves: { no: 1 } } });
  });

  it('without a deadline waits for ever once all is said', async () => {
    const { deadline: _, ...open } = config;
    expect(await runNode(task, { config: open, now: noon + 30 * hour, since: noon })).not.toHaveProperty('until');
  });
});

describe('four eyes', () => {
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  it.each([
    [undefined, '1', false],
    [false, '1', false],
    [true, '1', true],
    [{ above: eur('1000.00') }, '1000.00', false],
    [{ above: eur('1000.00') }, '1000.01', true],
    [{ above: { amount: '1000', currency: 'SEK' } }, '1', true],
    [{ above: eur('1000'), amount: eur('1001') }, '1', true],
    [{ above: eur('1000'), amount: eur('999') }, '5000', false],
  ])('%j and an order of %s: %s', (rule, total, needs) => {
    expect(needsSecondPerson(rule, { total: eur(total) })).toBe(needs);
  });

  it('an order without a total needs the second person too', () => {
    expect(needsSecondPerson({ above: eur('1') }, {})).toBe(true);
  });

  const asked = { config: { title: 'Release', role: 'credit', fourEyes: true }, memo: 'four eyes' };
  it('one person alone does not move the run, nor one who confirms under another name', async () => {
    for (const answer of [
      { by: 'Ada', data: {} },
      { by: 'Ada', data: {}, confirmedBy: 'Otto' },
    ]) {
      await expect(runNode(task, { ...asked, task: answer })).rejects.toThrow('Ada answered alone');
    }
  });
  it('two do, and both are named', async () => {
    expect(await runNode(task, { ...asked, task: { by: 'Ada', data: {}, confirmedBy: 'Otto', isConfirmed: true } })).toMatchObject({
      port: 'done',
      output: { by: 'Ada', confirmedBy: 'Otto' },
    });
  });
  it('is decided when the task is opened: a sum that grows later asks nobody anew', async () => {
    const rule = { title: 'Release', role: 'credit', fourEyes: { above: eur('1000') } };
    expect(await runNode(task, { config: rule, order: { total: eur('500') } })).not.toHaveProperty('memo');
    expect(await runNode(task, { config: rule, order: { total: eur('5000') }, task: { by: 'Ada', data: {} } })).toMatchObject({ kind: 'emit' });
  });
});

describe('what outsiders see', () => {
  it('the order that nobody chose to show is marked as such', async () => {
    expect((await at(0)).task).toMatchObject({ isOrder: true });
    expect((await at(0, { data: { street: 'Main 1' } })).task).not.toHaveProperty('isOrder');
  });
  it('a link is good as long as the drawing says, or thirty days', async () => {
    expect((await at(0, { link: { for: 'Kim', expires: 'P3D' } })).task?.link).toEqual({ for: 'Kim', until: noon + 72 * hour });
    expect((await at(0, { link: true })).task?.link).toEqual({ for: 'somebody outside', until: noon + 720 * hour });
    expect((await at(0, { link: false })).task).not.toHaveProperty('link');
  });
  it('who it is for is compared as an address', async () => {
    expect((await at(0, { assignee: ' Ada@Example.com ' })).task?.assignee).toBe('ada@example.com');
  });
});

it('the example of the README has no problem', () => {
  const text = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
  const flow = JSON.parse(/```json\n(.*?)```/s.exec(text)![1]!) as Flow;
  const types = coreNodes.map(({ type }) => type);
  const problems = [...checkEnvelope(flow), ...checkNodes(flow, (type) => coreNodes.find((one) => one.type === type), types), ...checkExpressions(flow)];
  expect(problems).toEqual([]);
});

it.each([
  ['a reminder that is no length', { remind: ['soon'] }],
  ['an escalation to nobody', { escalate: [{ after: 'P1D' }] }],
  ['four eyes above nothing', { fourEyes: { amount: { amount: '1', currency: 'EUR' } } }],
])('%s is a problem of the drawing', (_, wrong) => {
  const flow: Flow = { format: 1, id: 'f', title: 'F', nodes: { ask: { type: 'task@1', config: { title: 'A', role: 'r', ...wrong } } }, edges: [] };
  const found = checkNodes(flow, () => task, []);
  expect(found.map(({ path }) => path.startsWith('/nodes/ask/config'))).toContain(true);
});
