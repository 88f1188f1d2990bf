/** The further shipped flows on every stage: each goes its main way and the likely other ones, whoever carries it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOrder } from '../../../flows/documents/order.ts';
import { isExpr, type JsonObject } from '../../../flows/flow.ts';
import { sampleMarketplaceOrder } from '../../../flows/samples-further.ts';
import { type FlowCase, type Played, play } from '../../support/play.ts';
import { timed, untimed } from '../../support/stages/outcome.ts';
import { openStages } from '../../support/stages/stages.ts';
import { caseOf, drawingOf, openExpressions, startsAt, stepsAt, visits } from './shipped-flow.ts';
import { tables, ways } from './ways.ts';

const stages = await openStages();
const expressions = await openExpressions(tables);
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

/** How long is left depends on when the dead worker's lease ends. */
const settled = (played: Played) => ({ ...untimed(played), outputs: untimed(played).outputs.map((output) => output.replace(/"PT\d+S"/g, '"what is left"')) });

describe.each(ways)('$flow: $name', (way) => {
  let given: FlowCase;
  let first: Played;
  beforeAll(async () => {
    given = await caseOf(way, expressions);
    first = await play(given, 'once');
  });

  it('goes as drawn', () => {
    expect({ status: first.run.status, steps: visits(first) }).toEqual({ status: way.expect.status, steps: way.expect.steps });
    for (const [node, output] of Object.entries(way.expect.outputs ?? {})) expect(stepsAt(first, node).at(-1)?.output, node).toMatchObject({ v: output });
  });

  describe.each(stages)('$name', (stage) => {
    it('its log is the same byte for byte', async () => {
      expect(JSON.stringify((await play(given, 'once', 1, stage)).log)).toBe(JSON.stringify(first.log));
    });
    it.each(['doubled', 'crowd'] as const)('%s, it ends the same', async (delivery) => {
      expect(timed(await play(given, delivery, 1, stage))).toEqual(timed(first));
    });
    it.each([2, 5])('with its worker lost before commit %i, it ends the same', async (commit) => {
      expect(settled(await play(given, 'lost', commit, stage))).toEqual(settled(first));
    });
  });
});

it('an order without its missing lines adds up', async () => {
  const order = sampleMarketplaceOrder('903-1', startsAt);
  const { rest } = drawingOf('marketplace_order').nodes;
  const output = rest?.config?.['output'];
  if (!isExpr(output)) throw new Error('the order without the missing lines is no expression');
  const data = { order, steps: { stock: { missing: [{ sku: 'CBA_OTF_5' }] } } };
  const left = (await expressions.evaluate(output.$expr, data, { now: startsAt, seed: 's', tenant: 't' })) as JsonObject; // the expression merges objects
  expect(checkOrder(left)).toEqual([]);
  expect(left).toMatchObject({ number: '903-1', lines: [{ sku: 'CBA_OTF_1' }], subtotal: { amount: '25.99' }, total: { amount: '30.89' } });
});
