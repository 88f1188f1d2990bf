/** Bank entries into the books: each once, the end of the day in place of what was told during it, money that went back reopens what it paid. */
import { type DayEntry, takeIn } from '../../flows/documents/statement/replace-intraday.ts';
import type { Statement } from '../../flows/documents/statement/statement.ts';
import type { Problem } from '../../flows/flow.ts';
import { type Documents, everyDocument } from '../engine/documents.ts';
import { foldPayment, type KeptPayment, type PaymentFacts } from './account.ts';
import { digest } from './aliases.ts';
import { allocateIn, releaseIn, type Told } from './allocate.ts';
import { bookable } from './bookable.ts';
import { stroke } from './draft.ts';
import { entryOf, paymentsOf, placeOf } from './payments-of.ts';
import { settlePayouts } from './payouts.ts';
import { policyOf } from './policy.ts';
import { type TakenBack, takeBack, traceOf } from './take-back.ts';

export interface Taken {
  /** Payments that are new; those of an entry of many each. */
  added: string[];
  replaced: string[];
  /** Payments that were taken back by the bank. */
  returned: string[];
  /** Items that are open again. */
  reopened: string[];
  /** Rows that stayed outside. */
  left: Problem[];
}

export interface Booking {
  /** Effect key of a step: asked again, it is answered with what it had added. */
  call?: string;
  /** Flaws borne this time besides those the policy bears. */
  bears?: string[];
  isPartial?: boolean;
}

/**
 * Each entry is one stroke with what it replaces, so whoever dies between two loses nothing and the same file goes on where it broke off.
 * Throws 422 `bank.balance_mismatch`, `bank.balance_missing`, `bank.iban_check_digits` unless the policy bears them.
 */
export async function takeStatement(documents: Documents, tenant: string, whole: Statement, at: number, { call, ...borne }: Booking = {}): Promise<Taken> {
  const policy = await policyOf(documents, tenant, borne);
  const { statement, left } = bookable(whole, policy);
  const told: Told = { by: { kind: 'person', name: 'the bank' }, at, ...(call === undefined ? {} : { call }) }; // its word stands above a person's allocation
  const standing = await standingOf(documents, tenant, statement);
  const { added, replaced } = takeIn(
    [...standing.values()].map(({ day }) => day),
    statement,
  );
  const taken: Taken = { added: addedBy(call, standing), replaced: [], returned: [], reopened: [], left };

  const waiting = replaced.flatMap(({ key }) => standing.get(key) ?? []);
  const came: PaymentFacts[] = [];
  for (const { key, provisional, entry } of added) {
    const payments = paymentsOf(entry, statement.account, key, provisional);
    const former = takeAlike(waiting, payments);
    let isNew = false;
    await stroke(documents, tenant, at, async (draft) => {
      isNew = (await draft.get('book-entry', digest(key))) === undefined;
      if (!isNew) return;
      await draft.set('book-entry', digest(key), { payments: payments.map(({ id }) => id) });
      for (const facts of payments) {
        await draft.set('book-payment', facts.id, { facts, log: [{ kind: 'received', ...told }] });
        const trace = facts.returned === undefined ? traceOf(facts) : undefined;
        if (trace !== undefined) await draft.set('book-trace', trace, { payment: facts.id });
      }
      const heirs = [...payments];
      for (const old of former?.payments ?? []) {
        const state = foldPayment(old);
        await releaseIn(draft, old.facts.id, `told anew by statement ${statement.id}`, told, 'replaced');
        const [heir] = heirs.splice(
          Math.max(
            0,
            heirs.findIndex(({ endToEndId }) => endToEndId === old.facts.endToEndId),
          ),
          1,
        );
        const isSame = heir?.amount === old.facts.amount && heir.currency === old.facts.currency;
        if (isSame && state?.status === 'allocated' && state.by !== undefined)
          await allocateIn(draft, heir.id, state.allocations, state.parts, { by: state.by, at });
      }
    });
    if (!isNew) continue;
    taken.added.push(...payments.map(({ id }) => id));
    taken.replaced.push(...(former?.payments ?? []).map(({ facts }) => facts.id));
    came.push(...payments);
  }
  for (const { payments } of waiting)
    for (const { facts } of payments) {
      await stroke(documents, tenant, at, (draft) => releaseIn(draft, facts.id, `not in statement ${statement.id}`, told, 'replaced'));
      taken.replaced.push(facts.id);
    }

  // also those of an earlier time that broke off between the entry and what follows from it
  const all = [...[...standing.values()].flatMap(({ payments }) => payments.map(({ facts }) => facts)), ...came];
  for (const facts of all) if (facts.returned !== undefined) note(taken, await takeBack(documents, tenant, facts, policy, told));
  if (came.length > 0) await settlePayouts(documents, tenant, at);
  return taken;
}

interface Standing {
  day: DayEntry;
  payments: KeptPayment[];
}

/** What stands of the statement's days, by the key of the entry. */
async function standingOf(documents: Documents, tenant: string, { account, entries, balances }: Statement): Promise<Map<string, Standing>> {
  const days = new Set(entries.map(({ bookingDate = '' }) => bookingDate));
  for (const { type, date } of balances) if (type === 'closing' && date !== undefined) days.add(date);
  const kept: KeptPayment[] = [];
  for (const day of days) kept.push(...(await everyDocument<KeptPayment>(documents, tenant, 'book-payment', placeOf(account, day))).map(({ body }) => body));
  const standing = kept.filter((payment) => foldPayment(payment)?.status !== 'replaced');
  return new Map(
    [...Map.groupBy(standing, ({ facts }) => facts.entry)].map(([key, payments]) => {
      const { facts } = payments[0]!; // a group has one
      return [key, { day: { key, account, provisional: facts.provisional, entry: entryOf(facts) }, payments }];
    }),
  );
}

/** What the same step added when it broke off. */
const addedBy = (call: string | undefined, standing: Map<string, Standing>): string[] =>
  call === undefined ? [] : [...standing.values()].flatMap(({ payments }) => payments.filter(({ log }) => log[0]?.call === call).map(({ facts }) => facts.id));

/** Takes out what said the same during the day: in the same words, else under the same reference. */
function takeAlike(waiting: Standing[], [first]: PaymentFacts[]): Standing | undefined {
  if (first === undefined) return undefined;
  const told = entryOf(first);
  const same = waiting.filter(({ day: { entry } }) => entry.amount === told.amount && entry.currency === told.currency);
  const isAlike = [
    ({ day: { entry }, payments }: Standing) => entry.text === told.text && payments[0]?.facts.endToEndId === first.endToEndId,
    ({ day: { entry } }: Standing) => entry.bankReference !== undefined && entry.bankReference === told.bankReference,
    ({ payments }: Standing) => first.endToEndId !== undefined && payments[0]?.facts.endToEndId === first.endToEndId,
  ];
  for (const test of isAlike) {
    const found = same.find(test);
    if (found !== undefined) return waiting.splice(waiting.indexOf(found), 1)[0];
  }
  return undefined;
}

function note(taken: Taken, back: TakenBack | undefined): void {
  if (back === undefined) return;
  taken.returned.push(back.payment);
  taken.reopened.push(...back.reopened);
}
