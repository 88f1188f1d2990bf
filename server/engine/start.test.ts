import { describe, expect, it } from 'vitest';
import type { Flow, Json } from '../../flows/flow.ts';
import { draw } from '../../test/support/tell.ts';
import { keyText, type Start, startChild, startRun } from './start.ts';

const start = (document: Json, more: Partial<Start> = {}, flow: Partial<Flow> = {}) =>
  startRun({
    ...{ tenant: 't', endpoint: 'in/orders', dedupeKey: 'k', version: 'v1', trigger: 'begin', document, at: 5 },
    flow: draw({ begin: 'begin@1' }, [], flow),
    ...more,
  });
const path = (source: string) => ({ $expr: source });

describe('keys of a run that begins', () => {
  it.each<[string, Flow['key'], Json, string[]]>([
    ['the number of the message', path('trigger.number'), { number: 'A-1' }, ['A-1']],
    ['a number that is one', path('trigger.customer.id'), { customer: { id: 42 } }, ['42']],
    ['a text every run shares', 'campaign', {}, ['campaign']],
    ['none without a key', undefined, { number: 'A-1' }, []],
    ['none where the message has nothing there', path('trigger.number'), {}, []],
    ['none where the message has a list there', path('trigger.lines.sku'), { lines: [{ sku: 'a' }] }, []],
    ['none of an empty text', path('trigger.number'), { number: '' }, []],
    ['none of something with parts', path('trigger.number'), { number: { value: 1 } }, []],
    ['none yet of an expression, which the first drain evaluates', path("'A-' & trigger.number"), { number: 1 }, []],
  ])('are %s', (_case, key, document, keys) => {
    expect(start(document, {}, key === undefined ? {} : { key }).head.keys).toEqual(keys);
  });

  it('are read from the canonical order where they name it, behind the sender’s own, each once', () => {
    const { head, events } = start({ id: 7 }, { order: { number: 'A-1' }, keys: ['7', 'A-1'] }, { key: path('order.number') });
    expect(head.keys).toEqual(['7', 'A-1']);
    expect(events).toMatchObject([{ type: 'run.started', keys: ['7', 'A-1'] }]);
  });

  it('are cut where they would be too long to look up', () => {
    expect(keyText('x'.repeat(300))).toEqual(['x'.repeat(200)]);
  });

  it('are not made of what an expression could not count', () => {
    expect(keyText(Number.POSITIVE_INFINITY)).toEqual([]);
  });
});

describe('what a run that begins carries', () => {
  it('is its message once, where that is its order too', () => {
    const document = { number: 'A-1' };
    expect(start(document, { order: document }).events).toEqual([{ type: 'run.started', at: 5, trigger: 'begin', input: { v: document }, keys: [] }]);
  });

  it('is message and order where they differ, what is large beside the log', () => {
    const { events, payloads } = start({ text: 'x'.repeat(600) }, { order: { text: 'y'.repeat(600), total: { amount: '2', currency: 'EUR' } } });
    expect(payloads.map(({ json }) => (JSON.parse(json) as { text: string }).text[0])).toEqual(['x', 'y']);
    const [input, order] = payloads.map(({ hash }) => ({ ref: hash }));
    expect(events).toMatchObject([{ input, order }]);
  });

  it('is worth its order, not its message', () => {
    const money = (amount: string) => ({ total: { amount, currency: 'EUR' } });
    expect(start(money('1'), { order: money('2') }).head).toMatchObject({ amount: '200', currency: 'EUR' });
  });

  it('stands in the lane its message names, or in none', () => {
    const lane = { lane: { key: path('trigger.customer') } };
    expect(start({ customer: 'acme' }, {}, lane)).toMatchObject({ head: { lane: 'acme' }, events: [{ lane: 'acme' }] });
    expect(start({}, {}, lane).head).not.toHaveProperty('lane');
  });
});

it('a run of a paused flow is kept and due for nobody', () => {
  expect(start({}).head).toMatchObject({ status: 'running', wakeAt: 5 });
  const { head } = start({}, { held: true });
  expect(head).toMatchObject({ status: 'waiting', code: 'flow.paused' });
  expect(head.wakeAt).toBeUndefined();
});

describe('a child run', () => {
  const child = (parent: { step?: string; offset?: number } = {}, more: { outer?: Json; scope?: string } = {}) =>
    startChild({
      ...{ tenant: 't', flow: 'inner', version: 'v1', trigger: 'begin', input: { items: [] }, keys: ['A-1'], at: 5 },
      parent: { runId: 'r', step: 'lines', ...parent },
      ...more,
    });

  it('is the same run for the same parent and place, and another for another', () => {
    const ids = [child(), child(), child({ offset: 100 }), child({ step: 'other' })].map(({ head }) => head.id);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(3);
  });

  it('knows its parent, and of a container also what lies outside of it', () => {
    const outer = { order: 'x'.repeat(600) };
    const { head, events, payloads } = child({ offset: 100 }, { scope: 'lines', outer });
    expect(head).toMatchObject({ parent: 'r', keys: ['A-1'] });
    expect(events).toMatchObject([{ scope: 'lines', parent: { runId: 'r', step: 'lines', offset: 100 }, outer: { ref: payloads[0]?.hash } }]);
    expect(child().events[0]).not.toHaveProperty('outer');
  });
});
