import { expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { draw } from '../../test/support/tell.ts';
import { testNodes } from '../../test/support/test-nodes.ts';
import { checkGraph } from './check-graph.ts';

const types = new Map([...coreNodes, ...testNodes].map((type) => [type.type, type]));
const told = (flow: Flow): string[] => checkGraph(flow, (type) => types.get(type)).map(({ code, path }) => `${code} ${path}`);

const start = 'begin@1';
const call = 'call_a@1';
const lines = { type: 'for_each@1', config: { items: [] } };

it.each<[string, Flow, string[]]>([
  ['an effect with what undoes it is fine', draw({ start, book: call, free: call }, ['start > book', 'book.compensate > free']), []],
  ['an effect without is fine', draw({ start, book: call }, ['start > book']), []],
  ['undoing may take several steps', draw({ start, book: call, free: call, tell: call }, ['start > book', 'book.compensate > free', 'free > tell']), []],
  [
    'in a container it is the body that is undone',
    draw({ start, lines, book: call, free: call }, ['start > lines', 'lines.item > book', 'book.compensate > free']),
    [],
  ],
  [
    'one step may undo two',
    draw({ start, book: call, pack: call, free: call }, ['start > book', 'book > pack', 'book.compensate > free', 'pack.compensate > free']),
    [],
  ],
  [
    'what undoes is on the way of every order',
    draw({ start, book: call, pack: call }, ['start > book', 'book > pack', 'book.compensate > pack']),
    ['flow.undo_shared /nodes/pack'],
  ],
  ['a step undoes itself', draw({ start, book: call }, ['start > book', 'book.compensate > book']), ['flow.undo_shared /nodes/book']],
  [
    'undoing leads back to the way of every order',
    draw({ start, book: call, free: call }, ['start > book', 'book.compensate > free', 'free > book']),
    ['flow.undo_shared /nodes/book'],
  ],
  [
    'what undoes is undone',
    draw({ start, book: call, free: call, more: call }, ['start > book', 'book.compensate > free', 'free.compensate > more']),
    ['flow.undo_of_undo /nodes/free'],
  ],
  [
    'undoing goes in a circle',
    draw({ start, book: call, free: call, tell: call }, ['start > book', 'book.compensate > free', 'free > tell', 'tell > free']),
    ['flow.cycle /edges'],
  ],
  ['a trigger is undone', draw({ start, book: call, free: call }, ['start > book', 'start.compensate > free']), ['flow.undo_nothing /nodes/start']],
  [
    'undoing joins',
    draw({ start, book: call, free: call, both: 'join@1' }, ['start > book', 'book.compensate > free', 'free > both']),
    ['flow.undo_node /nodes/both'],
  ],
  ['a flow handles its own parkings', draw({ start }, [], { onParked: { subflow: 'flow' } }), ['flow.parked_itself /onParked/subflow']],
])('%s', (_, flow, problems) => {
  expect(told(flow)).toEqual(problems);
});
