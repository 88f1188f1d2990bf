import { describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { carryPorts } from './carry-ports.ts';

const info: NodeTypeInfo = { type: 'task@1', title: 'Task', summary: '', group: 'people', icon: 'x', ports: ['done'], config: {} };
const flow = (outcomes: string[], froms: string[]): Flow => ({
  format: 1,
  id: 'f',
  title: 'F',
  nodes: { a: { type: 'task@1', config: { outcomes } }, b: { type: 'join@1' } },
  edges: froms.map((from) => ({ from, to: 'b' })),
});
const carried = (before: string[], after: string[], froms: string[]) =>
  carryPorts(flow(before, froms), flow(after, froms), 'a', info).edges.map(({ from }) => from);

describe('lines follow the ports they leave by', () => {
  it('one that is called otherwise', () => {
    expect(carried(['yes', 'no'], ['yes', 'never'], ['a', 'a.no', 'a.error', 'b'])).toEqual(['a', 'a.never', 'a.error', 'b']);
    expect(carried(['yes', 'no'], ['sure', 'no'], ['a', 'a.yes', 'a.no'])).toEqual(['a', 'a.sure', 'a.no']);
  });
  it('through another order: a line without a port never comes to mean another', () => {
    expect(carried(['yes', 'no'], ['no', 'yes'], ['a', 'a.no'])).toEqual(['a.yes', 'a.no']);
  });
  it('a new one takes no line, one that is gone keeps its name', () => {
    expect(carried(['yes', 'no'], ['new', 'yes', 'no'], ['a', 'a.no'])).toEqual(['a.yes', 'a.no']);
    expect(carried(['yes', 'no'], ['no'], ['a', 'a.no'])).toEqual(['a.yes', 'a.no']);
  });
});
