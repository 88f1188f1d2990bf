import { describe, expect, it } from 'vitest';
import type { FlowNode } from '../../flows/flow.ts';
import { planFor } from '../../test/support/tell.ts';
import { sayPin, sayPlace } from './place-words.ts';

const wait: FlowNode = { type: 'wait_for@1', title: 'Wait for installer', config: { any: ['booked'], deadline: 'P14D' } };
const nodes = { begin: 'begin@1', wait, reserve: { type: 'call_a@1', title: 'Reserve stock' }, ship: { type: 'call_a@1', title: 'Ship' } };
const edges = ['begin > wait', 'wait > reserve', 'reserve > ship'];
const from = planFor(nodes, edges);
const said = (more: Parameters<typeof planFor>[0], lines = edges) => sayPlace('wait', from, planFor({ ...nodes, ...more }, lines));

describe('what becomes of those that wait', () => {
  it.each([
    ['nothing differs', said({}), ['No change', 'No change']],
    [
      'a deadline leads somewhere now',
      said({ call: { type: 'call_a@1', title: 'Call the customer' } }, [...edges, 'wait.timeout > call']),
      ['Parks after 14 days', 'Call the customer after 14 days'],
    ],
    ['another port leads elsewhere', said({}, ['begin > wait', 'wait > ship', 'ship > reserve']), ['On done: Reserve stock', 'On done: Ship']],
    ['a port leads nowhere any more', said({}, ['begin > wait', 'begin > reserve', 'reserve > ship']), ['On done: Reserve stock', 'On done nothing follows']],
    ['the wait is set otherwise', said({ wait: { ...wait, config: { any: ['booked'], deadline: 'P7D' } } }), ['Waits up to 14 days', 'Waits up to 7 days']],
    [
      'the wait asks for other signals',
      said({ wait: { ...wait, config: { any: ['told'], deadline: 'P14D' } } }),
      ['Waits up to 14 days', 'The step is set otherwise'],
    ],
    [
      'the way ahead differs',
      said({ reserve: { type: 'call_b@1', title: 'Reserve stock' }, pack: { type: 'call_a@1', title: 'Pack' } }, [
        'begin > wait',
        'wait > reserve',
        'reserve > pack',
      ]),
      ['Goes on as it began', 'Ahead: Reserve stock changed; Pack new; Ship gone'],
    ],
  ])('%s', (_, { before, after }, words) => expect([before, after]).toEqual(words));

  it('the step is gone, or the draft cannot be run', () => {
    expect(sayPlace('wait', from, planFor({ begin: 'begin@1' }, []))).toEqual({ before: 'Waits up to 14 days', after: 'The step is gone' });
    expect(sayPlace('wait', from, undefined).after).toBe('The draft cannot be run yet');
  });
});

it('why a run stays names the step by its title', () => {
  expect(sayPin({ code: 'node.again', node: 'reserve' }, () => 'Reserve stock')).toBe('Reserve stock would be done once more');
  expect(sayPin({ code: 'flow.settings_changed' }, () => '')).toBe('key, signals, lane or zone of the flow changed');
});
