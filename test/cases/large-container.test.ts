/** A container gives back the same whether it plays its items in the run or, above two hundred, in child runs. */
import { expect, it } from 'vitest';
import type { FlowNode, Json } from '../../flows/flow.ts';
import { play } from '../support/play.ts';
import { draw } from '../support/tell.ts';

const lines: FlowNode = { type: 'for_each@1', config: { items: { $expr: 'trigger.lines' }, limit: 50 } };
const output = (value: Json): FlowNode => ({ type: 'transform@1', config: { output: value } });
const flow = draw(
  {
    begin: 'begin@1',
    rate: output(2),
    lines,
    price: output({ $expr: 'item * steps.rate & " " & order.currency & " " & trigger.number' }),
    sum: output({ count: { $expr: 'steps.lines.count' }, last: { $expr: 'steps.lines.results[-1]' } }),
  },
  ['begin > rate', 'rate > lines', 'lines.item > price', 'lines > sum'],
);

it.each([3, 200, 201, 350])('%i items: a result for each of them, in their order', async (count) => {
  const input = { number: 'A-1', currency: 'EUR', lines: Array.from({ length: count }, (_, index) => index) };
  const { run } = await play({ name: `${count} items`, flow, input, expect: { status: 'completed', steps: [] } }, 'once');
  expect(run.steps.get('sum')?.output).toEqual({ v: { count, last: `${2 * (count - 1)} EUR A-1` } });
});
