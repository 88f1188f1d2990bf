/** Several branches of one run stop for a person: each is mended in its turn, and nothing goes past one that is not. */
import { describe, expect, it } from 'vitest';
import type { FlowNode } from '../../flows/flow.ts';
import { type FlowCase, play } from '../support/play.ts';
import { draw } from '../support/tell.ts';

const minute = 60_000;
const call = 'call_a@1';
const both = ['begin > a', 'begin > b', 'a > both', 'b > both', 'both > invoice'];

/** What a person sees: `node status` of each step in the order in which they ended, and why the run was parked. */
async function told(given: Pick<FlowCase, 'flow' | 'receivers' | 'events'> & { input?: FlowCase['input'] }) {
  const { run, log } = await play({ name: 'stopped', input: {}, expect: { status: '', steps: [] }, ...given }, 'once');
  const nodeOf = (step: string | undefined): string => (step === undefined ? '' : (run.steps.get(step)?.node ?? step));
  const said = log.flatMap((event) => {
    if (event.type === 'step.completed') return [`${nodeOf(event.step)} done`];
    if (event.type === 'run.parked') return [`parked at ${nodeOf(event.step)}`];
    return event.type === 'step.retried' ? [`${nodeOf(event.step)} retried`] : [];
  });
  return { status: run.status, said };
}

describe('a branch that stopped', () => {
  it('is waited for by the join, also when the other branch arrives meanwhile', async () => {
    const flow = draw({ begin: 'begin@1', a: call, b: call, both: 'join@1', invoice: call }, both);
    expect(await told({ flow, receivers: { a: ['refuse', 'ok'], b: [{ ms: 30_000 }] }, events: [{ at: minute, ask: 'retry' }] })).toEqual({
      status: 'completed',
      said: ['parked at a', 'b done', 'a retried', 'a done', 'both done', 'invoice done'],
    });
  });

  it('parks the run again once the other one was mended, also where a third branch waits for days', async () => {
    const wait: FlowNode = { type: 'wait@1', config: { for: 'P14D' } };
    const flow = draw({ begin: 'begin@1', a: call, b: call, wait }, ['begin > a', 'begin > b', 'begin > wait']);
    const events: FlowCase['events'] = [1, 2].map((n) => ({ at: n * minute, ask: 'retry' }));
    expect(await told({ flow, receivers: { a: ['refuse', 'ok'], b: ['refuse', 'ok'] }, events })).toEqual({
      status: 'completed',
      said: ['parked at a', 'parked at b', 'b retried', 'b done', 'parked at a', 'a retried', 'a done', 'wait done'],
    });
  });

  it('keeps its container from going on without it', async () => {
    const lines: FlowNode = { type: 'for_each@1', config: { items: { $expr: 'trigger.lines' }, limit: 2 } };
    const flow = draw({ begin: 'begin@1', lines, pick: call, invoice: call }, ['begin > lines', 'lines.item > pick', 'lines > invoice']);
    const events: FlowCase['events'] = [1, 2].map((n) => ({ at: n * minute, ask: 'retry' }));
    expect(await told({ flow, input: { lines: ['shoes', 'lamp', 'crowbar'] }, receivers: { pick: ['refuse', 'refuse', 'ok'] }, events })).toEqual({
      status: 'completed',
      said: [
        ...['parked at pick', 'parked at pick', 'pick retried', 'pick done'],
        ...['parked at pick', 'pick retried', 'pick done', 'pick done', 'lines done', 'invoice done'],
      ],
    });
  });
});

it('retry means the step that stopped, never one whose failure the drawing answered', async () => {
  const mend: FlowNode = { type: 'transform@1', config: { output: 'mended' } };
  const flow = draw({ begin: 'begin@1', a: call, b: call, mend }, ['begin > a', 'begin > b', 'b.error > mend']);
  const events: FlowCase['events'] = [
    { at: minute, ask: 'retry', step: 'b' },
    { at: 2 * minute, ask: 'retry' },
  ];
  expect(await told({ flow, receivers: { a: ['refuse', 'ok'], b: ['refuse'] }, events })).toEqual({
    status: 'completed',
    said: ['parked at a', 'a retried', 'mend done', 'a done'],
  });
});
