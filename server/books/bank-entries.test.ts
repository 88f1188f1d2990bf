import { describe, expect, test } from 'vitest';
import { toUnits } from '../../flows/documents/statement/amount.ts';
import { readStripePayout } from '../../flows/documents/statement/payout/read-stripe.ts';
import { type Detail, type Entry, noFacts, type Statement } from '../../flows/documents/statement/statement.ts';
import { balanced, bankEntry as entry } from '../../test/support/balanced-statement.ts';
import { memoryDisk } from '../adapters/memory/disk.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import type { Documents } from '../engine/documents.ts';
import { type By, foldItem, foldPayment, type ItemFacts } from './account.ts';
import { aliasesOf } from './aliases.ts';
import { checkBooks } from './check-books.ts';
import { takePayout } from './payouts.ts';
import { keepPolicy } from './policy.ts';
import { receivables } from './receivables.ts';
import { takeStatement } from './take-statement.ts';

const ada: By = { kind: 'person', name: 'Ada' };
const facts = (id: string, more: Partial<ItemFacts> = {}): ItemFacts => ({
  id,
  number: id,
  customer: 'C1',
  currency: 'EUR',
  references: [],
  related: [],
  ...more,
});
const detail = (amount: string, endToEndId: string): Detail => ({ ...noFacts(), amount, currency: 'EUR', endToEndId, text: `for ${endToEndId}` });
const statement = (id: string, entries: Entry[], more: Partial<Statement> = {}): Statement => balanced(id, entries, { format: 'MT940', ...more });

const open = () => {
  const { documents } = memoryStore(memoryDisk());
  return { documents, books: receivables(documents, 't') };
};
const stateOf = async ({ books }: ReturnType<typeof open>, id: string) => {
  const payment = (await books.payments()).find(({ facts }) => facts.id === id);
  return payment && foldPayment(payment);
};
const openOf = async ({ books }: ReturnType<typeof open>, id: string) => foldItem((await books.items()).find(({ facts }) => facts.id === id)!)?.open;
const isWhole = async ({ books }: ReturnType<typeof open>) => expect(checkBooks(await books.items(), await books.payments())).toEqual([]);

describe('an entry of many payments', () => {
  const batch = entry('60.00', 'collected', { details: [detail('10.00', 'E1'), detail('20.00', 'E2'), detail('30.00', 'E3')], reference: 'B1' });

  test('is each of them, once', async () => {
    const at = open();
    expect((await takeStatement(at.documents, 't', statement('1', [batch]), 1)).added).toHaveLength(3);
    expect((await takeStatement(at.documents, 't', statement('1', [batch]), 2)).added).toEqual([]);
    expect((await at.books.payments()).map(({ facts }) => [facts.amount, facts.endToEndId])).toEqual([
      ['10.00', 'E1'],
      ['20.00', 'E2'],
      ['30.00', 'E3'],
    ]);
  });

  test('that goes out is so many debits', async () => {
    const at = open();
    await takeStatement(at.documents, 't', statement('1', [{ ...batch, amount: '-60.00' }]), 1);
    expect((await at.books.payments()).map(({ facts }) => facts.amount)).toEqual(['-10.00', '-20.00', '-30.00']);
  });

  test('whose payments are not its amount stays one', async () => {
    const at = open();
    await takeStatement(at.documents, 't', statement('1', [{ ...batch, amount: '60.01' }]), 1);
    expect((await at.books.payments()).map(({ facts }) => facts.amount)).toEqual(['60.01']);
  });

  test('told during the day hands each allocation on at its end', async () => {
    const at = open();
    const { added } = await takeStatement(at.documents, 't', statement('d', [batch], { stage: 'intraday' }), 1);
    await at.books.takeItem(facts('I2'), '20.00', ada, 2);
    await at.books.allocate(added[1]!, [{ item: 'I2', amount: '20.00' }], {}, ada, 3);
    const final = await takeStatement(at.documents, 't', statement('1', [batch]), 4);
    expect([final.added.length, final.replaced.length]).toEqual([3, 3]);
    expect((await stateOf(at, final.added[1]!))?.allocations).toEqual([{ item: 'I2', amount: '20.00' }]);
    expect(await openOf(at, 'I2')).toBe(0n);
    expect((await aliasesOf(at.documents, 't')).every(({ confirmed }) => confirmed === 1)).toBe(true);
    await isWhole(at);
  });
});

describe('booking refuses', () => {
  const one = entry('10.00', 'A');
  const closing = { type: 'closing', code: '62F', amount: '10.01', currency: 'EUR' } as const;
  const opening = { type: 'opening', code: '60F', amount: '0.00', currency: 'EUR' } as const;
  const wrong = entry('5.00', 'B', { line: 7, counterparty: { name: 'X', account: 'DE89370400440532013001' } });

  test.each([
    ['B03: balances that do not add up', statement('1', [one], { balances: [opening, closing] }), 'bank.balance_mismatch'],
    ['B08: MT940 without its closing balance', statement('1', [one], { balances: [opening] }), 'bank.balance_missing'],
    ['B05: check digits of an IBAN in MT940', statement('1', [one, wrong]), 'bank.iban_check_digits'],
    ['B05: check digits of an IBAN in camt.053', statement('1', [one, wrong], { format: 'camt.053' }), 'bank.iban_check_digits'],
    ['B05: check digits of an IBAN in camt.054', statement('1', [one, wrong], { format: 'camt.054', stage: 'advice' }), 'bank.iban_check_digits'],
    ['B05: check digits of an IBAN in BAI2', statement('1', [one, wrong], { format: 'BAI2' }), 'bank.iban_check_digits'],
    ['B05: check digits of an IBAN in CSV', statement('1', [one, wrong], { format: 'CSV', balances: [] }), 'bank.iban_check_digits'],
  ])('%s', async (_name, given, code) => {
    const at = open();
    await expect(takeStatement(at.documents, 't', given, 1)).rejects.toMatchObject({ status: 422, problems: [{ code }] });
    expect(await at.books.payments()).toEqual([]);
    await keepPolicy(at.documents, 't', { bears: [code] }, 2);
    expect((await takeStatement(at.documents, 't', given, 3)).added).toHaveLength(given.entries.length);
  });

  test('only the row with the wrong account number where the tenant takes files in part', async () => {
    const at = open();
    await keepPolicy(at.documents, 't', { isPartial: true }, 1);
    const taken = await takeStatement(at.documents, 't', statement('1', [one, wrong]), 2);
    expect(taken.added).toHaveLength(1);
    expect(taken.left).toMatchObject([{ code: 'bank.iban_check_digits', path: '/entries/1', message: expect.stringContaining('line 7') }]);
  });
});

test('a returned debit reopens the item and the customer owes the fee by policy, once', async () => {
  const at = open();
  await keepPolicy(at.documents, 't', { returnFee: { EUR: '7.50' } }, 1);
  await at.books.takeItem(facts('I1'), '100.00', ada, 1);
  const { added } = await takeStatement(at.documents, 't', statement('1', [entry('100.00', 'I1', { endToEndId: 'E1' })]), 2);
  await at.books.allocate(added[0]!, [{ item: 'I1', amount: '100.00' }], {}, ada, 3);
  const back = statement('2', [entry('-100.00', 'return', { endToEndId: 'E1', returned: { code: 'MD06' }, bookingDate: '2026-10-20' })]);
  expect(await takeStatement(at.documents, 't', back, 4)).toMatchObject({ returned: added, reopened: ['I1'] });
  expect(await takeStatement(at.documents, 't', back, 5)).toMatchObject({ added: [], returned: [] });
  expect((await at.books.items()).map((item) => [item.facts.number, item.facts.customer, foldItem(item)?.open])).toEqual([
    ['I1', 'C1', 10_000n],
    ['I1-FEE', 'C1', 750n],
  ]);
  await isWhole(at);
});

test('a payment in another currency clears the item, the difference goes to its account', async () => {
  const at = open();
  await at.books.takeItem(facts('U1', { currency: 'USD' }), '100.00', ada, 1);
  const { added } = await takeStatement(at.documents, 't', statement('1', [entry('91.70', 'U1')]), 2);
  await expect(at.books.allocate(added[0]!, [{ item: 'U1', amount: '100.00' }], { fx: '-0.30' }, ada, 3)).rejects.toMatchObject({ status: 422 });
  await at.books.allocate(added[0]!, [{ item: 'U1', amount: '100.00', value: '92.00' }], { fx: '-0.30' }, ada, 3);
  expect(await openOf(at, 'U1')).toBe(0n);
  await isWhole(at);
});

test('money that came before its invoice clears it when it opens, the rest stays with the order', async () => {
  const at = open();
  const { added } = await takeStatement(at.documents, 't', statement('1', [entry('150.00', 'order 7')]), 1);
  await at.books.allocate(added[0]!, [], { prepaid: '150.00', order: '7' }, ada, 2);
  await at.books.takeItem(facts('I1', { related: ['7'] }), '100.00', ada, 3);
  await at.books.takeItem(facts('I2', { related: ['8'] }), '10.00', ada, 4);
  await at.books.takeItem(facts('I3', { related: ['7'] }), '80.00', ada, 5);
  expect([await openOf(at, 'I1'), await openOf(at, 'I2'), await openOf(at, 'I3')]).toEqual([0n, 1_000n, 3_000n]);
  expect((await stateOf(at, added[0]!))?.parts).toEqual({});
  await isWhole(at);
});

describe('a payout', () => {
  const transaction = (id: string, type: string, amount: number, fee: number, source: object) => ({
    object: 'balance_transaction',
    id,
    type,
    reporting_category: type,
    amount,
    fee,
    net: amount - fee,
    currency: 'eur',
    created: 1_772_323_200,
    source,
  });
  const payout = readStripePayout({ object: 'payout', id: 'po_1', amount: 8_830, currency: 'eur', arrival_date: 1_772_409_600, status: 'paid' }, [
    transaction('t1', 'charge', 10_000, 170, { id: 'ch_1', object: 'charge', metadata: { order_id: '1001' } }),
    transaction('t2', 'refund', -1_000, 0, { id: 're_1', charge: 'ch_0' }),
  ] as never);
  const bank = () => statement('1', [entry('88.30', 'STRIPE po_1')]);
  const clearing = async ({ books }: ReturnType<typeof open>) =>
    (await books.payments()).reduce((sum, payment) => sum + toUnits(foldPayment(payment)?.parts.clearing ?? '0'), 0n);

  test.each([
    ['before the bank has it', ['payout', 'bank']],
    ['after the bank has it', ['bank', 'payout']],
    ['twice', ['payout', 'payout', 'bank', 'bank', 'payout']],
  ])('is taken apart to the cent, told %s', async (_name, order) => {
    const at = open();
    for (const one of order) await (one === 'bank' ? takeStatement(at.documents, 't', bank(), 1) : takePayout(at.documents, 't', payout, 1));
    const payments = await at.books.payments();
    const parts = payments.filter(({ facts }) => facts.account.startsWith('clearing:'));
    expect(parts.map(({ facts }) => facts.amount).sort()).toEqual(['-1.70', '-10.00', '-88.30', '100.00']);
    expect(parts.reduce((sum, { facts }) => sum + toUnits(facts.amount), 0n)).toBe(0n);
    expect(await clearing(at)).toBe(0n);
    await isWhole(at);
  });

  test('is under way on its clearing account until the bank has it', async () => {
    const at = open();
    await takePayout(at.documents, 't', payout, 1);
    expect(await clearing(at)).toBe(toUnits('-88.30'));
  });

  test('with a chargeback reopens what its capture paid', async () => {
    const at = open();
    const { added } = await takePayout(at.documents, 't', payout, 1);
    await at.books.takeItem(facts('1001'), '100.00', ada, 2);
    await at.books.allocate(added[0]!, [{ item: '1001', amount: '100.00' }], {}, ada, 3);
    const back = {
      ...payout,
      id: 'po_2',
      amount: '-100.00',
      parts: [{ kind: 'chargeback' as const, id: 'dp_1', of: 'ch_1', amount: '-100.00' }],
      references: ['po_2'],
    };
    await takePayout(at.documents, 't', back, 4);
    expect(await openOf(at, '1001')).toBe(10_000n);
    await isWhole(at);
  });

  test('that its parts do not explain is refused', async () => {
    const at = open();
    const odd = { ...payout, warnings: [{ code: 'payout.unexplained', detail: '0.01 is not explained.' }] };
    await expect(takePayout(at.documents, 't', odd, 1)).rejects.toMatchObject({ status: 422 });
  });
});

/** Dies at its nth write; what was written stays. */
function dying(documents: Documents, nth: number): Documents {
  let left = nth;
  return {
    ...documents,
    async put(...asked) {
      if (left-- === 0) throw new Error('killed');
      return documents.put(...asked);
    },
  };
}

test('killed at any write while the end of the day replaces the day, the next try ends as if nothing had happened', async () => {
  const play = async (kill: number | undefined) => {
    const at = open();
    const day = [entry('10.00', 'A', { endToEndId: 'E1' }), entry('20.00', 'B'), entry('20.00', 'C'), entry('5.00', 'gone')];
    const { added } = await takeStatement(at.documents, 't', statement('d', day, { stage: 'intraday' }), 1);
    for (const [nth, [id, amount]] of [
      ['I1', '10.00'],
      ['I2', '20.00'],
    ].entries()) {
      await at.books.takeItem(facts(id!), amount!, ada, 2);
      await at.books.allocate(added[nth]!, [{ item: id!, amount: amount! }], {}, ada, 3);
    }
    const final = statement('1', [...day.slice(0, 3), entry('-10.00', 'back', { endToEndId: 'E1', returned: { code: 'AM04' } })]);
    let isKilled = false;
    if (kill !== undefined) await takeStatement(dying(at.documents, kill), 't', final, 4).catch(() => (isKilled = true));
    await isWhole(at);
    await takeStatement(at.documents, 't', final, 4);
    await isWhole(at);
    const standing = (await at.books.payments()).map((payment) => [payment.facts.id, foldPayment(payment)] as const);
    return {
      isKilled,
      end: JSON.stringify([standing, await aliasesOf(at.documents, 't'), (await openOf(at, 'I1')) === 1_000n, (await openOf(at, 'I2')) === 0n]),
    };
  };
  const { end } = await play(undefined);
  expect(end).toContain('true,true]');
  let kills = 0;
  for (; ; kills++) {
    const killed = await play(kills);
    expect(killed.end).toBe(end);
    if (!killed.isKilled) break;
  }
  expect(kills).toBeGreaterThan(4);
});
