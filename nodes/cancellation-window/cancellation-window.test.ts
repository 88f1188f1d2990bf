import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../flows/flow.ts';
import { noon, runNode, signalAt } from '../../test/support/run-node.ts';
import type { SignalSeen } from '../node-type.ts';
import cancellationWindow from './cancellation-window.ts';

const minute = 60_000;
const iso = (at: number): string => new Date(at).toISOString();
const order = (more: JsonObject = {}): JsonObject => ({ number: 'A-1', placedAt: iso(noon), total: { amount: '100.00', currency: 'EUR' }, lines: [], ...more });

/** A later turn of a visit that began at noon. */
const visit = (config: JsonObject, more: { now?: number; order?: Json; signals?: SignalSeen[]; zone?: string; since?: number } = {}) =>
  runNode(cancellationWindow, { config, order: order(), since: noon, now: noon, memo: true, ...more });

const holdOf = async (config: JsonObject, of: JsonObject = {}, zone = 'UTC'): Promise<string> => {
  const outcome = await visit(config, { order: order(of), zone });
  return outcome.kind === 'wait' ? iso(outcome.until!) : outcome.kind === 'emit' ? `released ${JSON.stringify(outcome.output)}` : outcome.kind;
};

describe('until when an order is held', () => {
  it.each([
    ['from placing', { for: 'PT30M' }, { placedAt: iso(noon - 10 * minute) }, noon + 20 * minute],
    ['from receipt when so set', { for: 'PT30M', clock: 'received' }, { placedAt: iso(noon - 10 * minute) }, noon + 30 * minute],
    ['from receipt when nobody knows when it was placed', { for: 'PT30M' }, { placedAt: null }, noon + 30 * minute],
  ] as const)('%s', async (_, config, of, until) => {
    expect(await holdOf(config, of)).toBe(iso(until));
  });

  const rules = [
    { title: 'phone', when: { channel: ['phone', 'store'] }, for: 'PT1M' },
    { title: 'vip', when: { group: 'VIP' }, for: 'PT2M' },
    { title: 'furniture', when: { category: 'furniture' }, for: 'PT3M' },
    { title: 'prepaid', when: { payment: 'prepaid' }, for: 'PT4M' },
    { title: 'risky', when: { risk: 'high' }, for: 'PT5M' },
    { title: 'many', when: { quantity: { from: 10 } }, for: 'PT6M' },
    { title: 'pre-order', when: { preOrder: true }, for: 'PT7M' },
    { title: 'large', when: { value: { from: { amount: '1000.00', currency: 'EUR' }, to: { amount: '2000.00', currency: 'EUR' } } }, for: 'PT8M' },
  ];
  it.each([
    ['channel', { channel: 'phone' }, 1],
    ['first match wins over a later one', { channel: 'phone', customer: { group: 'vip' } }, 1],
    ['customer group', { customer: { group: 'vip' } }, 2],
    ['category of a line', { lines: [{ category: 'tools' }, { category: 'furniture' }] }, 3],
    ['payment method', { payment: { method: 'prepaid' } }, 4],
    ['risk', { risk: 'high' }, 5],
    ['quantity over all lines', { lines: [{ quantity: 6 }, { quantity: 4 }] }, 6],
    ['pre-order', { lines: [{ preOrder: true }] }, 7],
    ['value band, lower end inside', { total: { amount: '1000.00', currency: 'EUR' } }, 8],
    ['value band, upper end outside', { total: { amount: '2000.00', currency: 'EUR' } }, 30],
    ['another currency is in no band', { total: { amount: '1500.00', currency: 'USD' } }, 30],
    ['no rule fits', {}, 30],
  ] as const)('rule: %s', async (_, of, minutes) => {
    expect(await holdOf({ for: 'PT30M', rules }, of as JsonObject)).toBe(iso(noon + minutes * minute));
  });

  const calendar = { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00', holidays: ['2026-03-09'] };
  it.each([
    ['inside opening hours', '2026-03-02T10:00:00Z', '2026-03-02T10:30:00.000Z'],
    ['over night', '2026-03-02T16:45:00Z', '2026-03-03T08:15:00.000Z'],
    ['over a weekend and a holiday', '2026-03-06T16:45:00Z', '2026-03-10T08:15:00.000Z'],
  ])('business minutes %s', async (_, placedAt, until) => {
    const now = Date.parse(placedAt);
    const outcome = await visit({ for: 'PT30M', calendar }, { order: order({ placedAt }), now, since: now });
    expect(outcome).toMatchObject({ kind: 'wait', until: Date.parse(until) });
  });

  it('a day is a day of the calendar, also when the clock changes', async () => {
    const placedAt = '2026-03-28T12:00:00+01:00';
    const now = Date.parse(placedAt);
    const outcome = await visit({ for: 'P1D' }, { order: order({ placedAt }), now, since: now, zone: 'Europe/Stockholm' });
    expect(outcome).toMatchObject({ until: Date.parse('2026-03-29T12:00:00+02:00') });
  });

  it('the window gives way to the promised shipping date, and says so', async () => {
    const shipBy = { at: iso(noon + 60 * minute), pickPack: 'PT40M', slack: 'PT10M' };
    expect(await holdOf({ for: 'PT30M', shipBy })).toBe(iso(noon + 10 * minute));
    const outcome = await visit({ for: 'PT30M', shipBy }, { now: noon + 10 * minute });
    expect(outcome).toMatchObject({
      port: 'released',
      output: { holdUntil: iso(noon + 10 * minute), cut: { from: iso(noon + 30 * minute), to: iso(noon + 10 * minute), shipBy: shipBy.at } },
    });
  });

  it('a shipping date already missed releases now, not in the past', async () => {
    const outcome = await visit({ for: 'PT30M', shipBy: iso(noon - minute) });
    expect(outcome).toMatchObject({ port: 'released', output: { cut: { to: iso(noon) } } });
  });
});

describe('how a window ends', () => {
  const config = { for: 'PT30M' };

  it('by itself, at the very millisecond', async () => {
    expect(await visit(config, { now: noon + 30 * minute - 1 })).toMatchObject({ kind: 'wait', until: noon + 30 * minute });
    expect(await visit(config, { now: noon + 30 * minute })).toMatchObject({
      port: 'released',
      output: { why: 'Held 30 min from placing', releasedAt: iso(noon + 30 * minute) },
    });
  });

  it('an order that comes 40 minutes late is released at once, and that is recorded', async () => {
    const late = order({ placedAt: iso(noon - 40 * minute) });
    expect(await visit(config, { order: late })).toMatchObject({ port: 'released', output: { late: true, why: expect.stringContaining('released at once') } });
  });

  it('even a late order first looks whether it was canceled before it came', async () => {
    const late = order({ placedAt: iso(noon - 40 * minute) });
    expect(await runNode(cancellationWindow, { config, order: late })).toMatchObject({
      kind: 'wait',
      until: noon,
      signals: expect.arrayContaining(['cancel']),
    });
    expect(await visit(config, { order: late, signals: [signalAt('cancel', noon - 50 * minute)] })).toMatchObject({ port: 'canceled' });
  });

  it.each([
    ['cancel', [signalAt('cancel', noon + 1, { reason: 'wrong size' })], 'canceled', 'wrong size'],
    ['early release', [signalAt('release', noon + 1, { by: 'Ada', reason: 'customer asked' })], 'released', 'released early by Ada: customer asked'],
    ['cancel before release', [signalAt('release', noon + 2), signalAt('cancel', noon + 1)], 'canceled', 'Canceled'],
    ['release before cancel', [signalAt('cancel', noon + 2), signalAt('release', noon + 1)], 'released', 'released early'],
    ['cancel and release in one millisecond: cancel wins', [signalAt('release', noon + 1), signalAt('cancel', noon + 1)], 'canceled', 'Canceled'],
    ['a cancel stored before the order came', [signalAt('cancel', noon - 60 * minute)], 'canceled', 'Canceled'],
  ] as const)('%s', async (_, signals, port, why) => {
    expect(await visit(config, { now: noon + 5, signals: [...signals] })).toMatchObject({ port, output: { why: expect.stringContaining(why) } });
  });

  it('an extension holds it longer, for a length or until an instant', async () => {
    expect(await visit(config, { signals: [signalAt('extend', noon + 1, { for: 'PT1H', reason: 'fraud check' })] })).toMatchObject({
      kind: 'wait',
      until: noon + 90 * minute,
    });
    expect(await visit(config, { signals: [signalAt('extend', noon + 1, { until: iso(noon + 50 * minute) })] })).toMatchObject({ until: noon + 50 * minute });
  });

  it('a change keeps the clock, or restarts it by setting; the changed order goes on', async () => {
    const edit = signalAt('edit', noon + 10 * minute, { order: { number: 'A-1', note: 'two of them' } });
    expect(await visit(config, { now: noon + 11 * minute, signals: [edit] })).toMatchObject({ until: noon + 30 * minute });
    expect(await visit({ ...config, onEdit: 'restarts' }, { now: noon + 11 * minute, signals: [edit] })).toMatchObject({ until: noon + 40 * minute });
    expect(await visit(config, { now: noon + 30 * minute, signals: [edit] })).toMatchObject({ port: 'released', output: { order: { note: 'two of them' } } });
  });

  it('the same turn gives the same answer', async () => {
    const signals = [signalAt('extend', noon + 2, { for: 'PT1H' }), signalAt('edit', noon + 1, {})];
    expect(await visit(config, { signals })).toEqual(await visit(config, { signals: [...signals].reverse() }));
  });
});

it('the card says the length in words', () => {
  expect(cancellationWindow.line?.({ for: 'PT30M' })).toBe('30 min from placing');
  expect(cancellationWindow.line?.({ rules: [{}, {}], clock: 'received' })).toBe('2 rules from receipt');
});
