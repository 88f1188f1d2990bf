import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/flow.ts';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryDocuments } from '../../server/adapters/memory/documents.ts';
import { checkBooks } from '../../server/books/check-books.ts';
import { keepCustomer } from '../../server/books/open-book.ts';
import { openBooks } from '../../server/books/open-books.ts';
import { receivables } from '../../server/books/receivables.ts';
import type { Documents } from '../../server/engine/documents.ts';
import { runNode } from '../../test/support/run-node.ts';
import takeStatement from '../take-statement/take-statement.ts';
import matchPayment from './match-payment.ts';

const bankFile = `:20:S1
:25:SE4550000000058398257466
:28C:1/1
:60F:C260301EUR0,00
:61:2603020302C100,00NTRFNONREF//B1
:86:166?20Invoice INV-10017?32Nordlys AS
:61:2603020302C40,00NTRFNONREF//B2
:86:166?20Invoice INV-10018?31NO9386011117947?32Nordlys AS
:61:2603020302C9,99NTRFNONREF//B3
:86:166?20thank you?32Somebody Else
:62F:C260302EUR149,99
`;

/** Dies at its nth write; what was written stays. */
const dying = (documents: Documents, nth: number): Documents => ({
  ...documents,
  async put(...given) {
    if (nth-- === 0) throw new Error('killed');
    return documents.put(...given);
  },
});

async function office() {
  const documents = memoryDocuments(memoryDisk());
  const kept = receivables(documents, 't');
  await keepCustomer(documents, 't', { id: 'C1', name: 'Nordlys AS', names: [], accounts: ['NO9386011117947'], ids: [] }, 1);
  const item = { customer: 'C1', currency: 'EUR', date: '2026-02-01', references: [] };
  await kept.takeItem({ ...item, id: 'I1', number: 'INV-10017', related: ['SO-9'] }, '100.00', { kind: 'run', name: 'erp' }, 1);
  await kept.takeItem({ ...item, id: 'I2', number: 'INV-10018', related: [] }, '70.00', { kind: 'run', name: 'erp' }, 1);
  const run = (type: typeof matchPayment, effectKey: string, config: JsonObject, over = documents) =>
    runNode(type, { config, effectKey, books: openBooks(over)('t') });
  return { documents, kept, run };
}

const emitted = (outcome: Awaited<ReturnType<typeof runNode>>) => (outcome.kind === 'emit' ? outcome : undefined);

describe('take statement and match payment', () => {
  it('book a bank file once and tell who waits for the money', async () => {
    const { kept, run } = await office();
    const taken = await run(takeStatement, 'take', { file: bankFile });
    expect(taken).toMatchObject({ port: 'taken', output: { added: 3, replaced: 0, left: [] } });
    const matched = emitted(await run(matchPayment, 'match', {}));
    expect(matched).toMatchObject({ port: 'unidentified', output: { matched: 2, suggested: 0, unidentified: 1 } });
    expect(matched?.signals?.map(({ name, key }) => [name, key]).sort()).toEqual([
      ['payment.part', 'INV-10018'],
      ['payment.received', 'INV-10017'],
      ['payment.received', 'SO-9'],
    ]);
    expect(matched?.signals?.find(({ key }) => key === 'SO-9')?.data).toMatchObject({ number: 'INV-10017', open: '0.00', paid: '100.00', paidIn: 'EUR' });
    expect(checkBooks(await kept.items(), await kept.payments())).toEqual([]);
  });

  it('asked again under their keys, answer as before', async () => {
    const { run } = await office();
    const taken = await run(takeStatement, 'take', { file: bankFile });
    const matched = await run(matchPayment, 'match', {});
    expect(await run(takeStatement, 'take', { file: bankFile })).toEqual(taken);
    expect(await run(matchPayment, 'match', {})).toEqual(matched);
    expect(await run(takeStatement, 'take again', { file: bankFile })).toMatchObject({ output: { added: 0 } });
  });

  it('killed at any write, the next attempt tells all that the first began', async () => {
    const quiet = await office();
    const bothOf = async ({ run }: Awaited<ReturnType<typeof office>>) => [
      emitted(await run(takeStatement, 'take', { file: bankFile })),
      emitted(await run(matchPayment, 'match', {})),
    ];
    const want = await bothOf(quiet);
    let kills = 0;
    for (; ; kills++) {
      const at = await office();
      const dead = dying(at.documents, kills);
      const isKilled = await (async () => {
        await at.run(takeStatement, 'take', { file: bankFile }, dead);
        await at.run(matchPayment, 'match', {}, dead);
      })().then(
        () => false,
        () => true,
      );
      const [taken, matched] = await bothOf(at);
      expect(taken).toEqual(want[0]);
      expect(new Set(matched?.signals?.map((signal) => JSON.stringify(signal)))).toEqual(new Set(want[1]?.signals?.map((signal) => JSON.stringify(signal))));
      expect(checkBooks(await at.kept.items(), await at.kept.payments())).toEqual([]);
      if (!isKilled) break;
    }
    expect(kills).toBeGreaterThan(5);
  });

  it('one payment leaves by what became of it', async () => {
    const { run, kept } = await office();
    await run(takeStatement, 'take', { file: bankFile });
    const idOf = async (amount: string) => (await kept.payments()).find(({ facts }) => facts.amount === amount)?.facts.id ?? '';
    expect(await run(matchPayment, 'a', { payment: await idOf('100.00') })).toMatchObject({ port: 'matched', output: { matched: 1, unidentified: 0 } });
    expect(await run(matchPayment, 'b', { payment: await idOf('9.99') })).toMatchObject({ port: 'unidentified', output: { unidentified: 1 } });
    await expect(run(matchPayment, 'c', { payment: 'nobody' })).rejects.toMatchObject({ code: 'data.invalid' });
  });

  it('a file that does not add up is refused before anything is booked, unless the step bears it', async () => {
    const { run, kept } = await office();
    const wrong = bankFile.replace('149,99', '150,00');
    await expect(run(takeStatement, 'take', { file: wrong })).rejects.toMatchObject({ code: 'data.invalid' });
    expect(await kept.payments()).toEqual([]);
    expect(await run(takeStatement, 'borne', { file: wrong, bears: ['bank.balance_mismatch'] })).toMatchObject({ output: { added: 3 } });
  });

  it('a debit that came back tells who took it for paid', async () => {
    const { run } = await office();
    const paid = bankFile.replace('?20Invoice INV-10017', '?20EREF+E-1?21SVWZ+Invoice INV-10017');
    await run(takeStatement, 'take', { file: paid });
    await run(matchPayment, 'match', {});
    const entry = { line: 1, status: 'booked', amount: '-100.00', currency: 'EUR', bookingDate: '2026-03-20', endToEndId: 'E-1', returned: { code: 'MD06' } };
    const facts = { text: 'return', raw: '', references: [], documents: [], charges: [], details: [] };
    const head = { format: 'camt.054', stage: 'advice', id: '2', account: 'SE4550000000058398257466', currency: 'EUR', line: 1, balances: [], warnings: [] };
    const back = emitted(await run(takeStatement, 'back', { statement: { ...head, entries: [{ ...entry, ...facts }] } }));
    expect(back).toMatchObject({ output: { returned: [expect.any(String)], reopened: [{ number: 'INV-10017', open: '100.00' }] } });
    expect(back?.signals?.map(({ name, key }) => [name, key])).toEqual([
      ['payment.returned', 'INV-10017'],
      ['payment.returned', 'SO-9'],
    ]);
  });

  it('nothing is booked where the hub keeps nothing', async () => {
    await expect(runNode(matchPayment, { config: {} })).rejects.toMatchObject({ code: 'connector.refused' });
  });
});
