import { describe, expect, test } from 'vitest';
import type { FlowNode } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { portsOf } from './ports.ts';

const info = (ports: string[]): NodeTypeInfo => ({ type: 'x@1', title: 'X', summary: '', group: 'flow', icon: 'timer', ports, config: {} });
const shown = (node: Omit<FlowNode, 'type'>, ports: string[], wired: string[]) =>
  portsOf({ type: 'x@1', ...node }, info(ports), new Set(wired)).map(
    (port) => `${port.named ? '' : '('}${port.name}${port.named ? '' : ')'}${port.end ? `: ${port.end}` : ''}`,
  );

describe('ports of a card', () => {
  test.each<[string, Omit<FlowNode, 'type'>, string[], string[], string[]]>([
    ['a single wired port sits on the head line', {}, ['done'], [''], ['(done)']],
    ['a single port that ends the run is not drawn', {}, ['done'], [], []],
    ['an unwired branch says what becomes of the run', {}, ['released', 'canceled'], [''], ['released', 'canceled: ends run']],
    ['a deadline opens a timeout that parks the run', { config: { deadline: 'P14D' } }, ['done'], [''], ['done', 'timeout: parks run']],
    ['without a deadline there is no timeout', {}, ['done'], [''], ['(done)']],
    ['a wait that nothing withdraws hides that port', { config: { all: ['a'] } }, ['done', 'withdrawn'], [''], ['(done)']],
    ['a wired error port is shown after the declared ones', {}, ['done'], ['', 'error'], ['done', 'error']],
    ['cases of a switch are its ports', { config: { cases: [{ port: 'big', when: true }] } }, ['otherwise'], ['big'], ['big', 'otherwise: ends run']],
    ['outcomes of a task are its ports', { config: { outcomes: ['approve', 'decline'] } }, ['done'], ['approve', 'decline'], ['approve', 'decline']],
  ])('%s', (_, node, ports, wired, expected) => {
    expect(shown(node, ports, wired)).toEqual(expected);
  });

  test('an unknown node type keeps the ports its lines use', () => {
    expect(portsOf({ type: 'gone@1' }, undefined, new Set(['', 'error'])).map((port) => port.name)).toContain('error');
  });
});
