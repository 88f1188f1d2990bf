import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../flows/flow.ts';
import { planFor } from '../../test/support/tell.ts';
import { evaluateConfig, needsOf } from './config.ts';

/** Evaluates by looking the source up; what is not there has no value. */
async function evaluated(type: string, config: JsonObject, values: Record<string, Json>) {
  const node = planFor({ node: { type, config } }, []).nodes.get('node')!;
  return evaluateConfig(node, () => ({}), { evaluate: (source) => values[source] }, { now: 0, seed: 's' });
}
const expr = (source: string) => ({ $expr: source });

describe('config', () => {
  it('is given with its expressions replaced, wherever they stand', async () => {
    const body = { lines: [{ sku: expr('sku'), count: 1 }, expr('line')], note: { text: 'as drawn', sum: expr('sum') } };
    expect(await evaluated('transform@1', { output: body }, { sku: 'a', line: null, sum: 2 })).toEqual({
      output: { lines: [{ sku: 'a', count: 1 }, null], note: { text: 'as drawn', sum: 2 } },
    });
  });

  it('is the drawing’s own where nothing is evaluated, and that is never written to', async () => {
    const config: JsonObject = { output: { fixed: [1], sum: expr('sum') }, as: 'order' };
    const drawn = structuredClone(config);
    const given = await evaluated('transform@1', config, { sum: 2 });
    expect(config).toEqual(drawn);
    expect((given['output'] as JsonObject)['fixed']).toBe((config['output'] as JsonObject)['fixed']);
    const plain: JsonObject = { output: 1 };
    expect(await evaluated('transform@1', plain, {})).toBe(plain);
  });

  it('of an expression without a value fails, and says which field and what was looked for', async () => {
    await expect(evaluated('transform@1', { output: { sum: expr('trigger.totl') } }, {})).rejects.toMatchObject({
      code: 'expr.undefined_value',
      message: 'Transform: field "output.sum" has no value, because trigger.totl found nothing — check the spelling or give a default',
    });
  });

  it('of a condition without a value holds for no', async () => {
    const cases = [{ port: 'big', when: expr('trigger.totl > 1') }];
    expect(await evaluated('switch@1', { cases }, {})).toEqual({ cases: [{ port: 'big', when: null }] });
  });

  it('keeps what a node type reads for itself as it is drawn', async () => {
    const config = { path: 'orders', dedupe: expr('trigger.id') };
    expect(await evaluated('webhook@1', config, {})).toBe(config);
  });

  it('without any is empty', async () => {
    const node = planFor({ node: 'join@1' }, []).nodes.get('node')!;
    expect(await evaluateConfig(node, () => ({}), { evaluate: () => null }, { now: 0, seed: '' })).toEqual({});
  });
});

describe('of what a run knows an expression is given', () => {
  const none = { trigger: false, order: false, item: false, steps: new Set() };
  it.each([
    ['trigger.number', { trigger: true }],
    ['$sum(order.lines.price)', { order: true }],
    ['item.sku & trigger.number', { item: true, trigger: true }],
    ['steps.reserve.id & steps.book.number', { steps: new Set(['reserve', 'book']) }],
    ['reordered & triggered', {}],
    ['$lookup(steps, "reserve")', { steps: 'all' }],
    ['steps.reserve.id & $string(steps)', { steps: 'all' }],
    ['$$.trigger', { trigger: true, order: true, item: true, steps: 'all' }],
  ])('%s: what it mentions', (source, needs) => {
    expect(needsOf(source)).toEqual({ ...none, ...needs });
    expect(needsOf(source)).toBe(needsOf(source));
  });
});
