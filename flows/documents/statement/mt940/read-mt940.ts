/** Reads MT940 and MT942, message by message, entry by entry. */

import { commaAmount, fromUnits, negated, toUnits } from '../amount.ts';
import { shortDay, type Warn } from '../day.ts';
import { given } from '../given.ts';
import { openTally, type Tally } from '../identity.ts';
import { readLines } from '../lines.ts';
import { quoted, refuse } from '../refuse.ts';
import { type Balance, type BalanceType, type Entry, noFacts, type Party, type StatementEvent, type StatementHead } from '../statement.ts';
import { parseDetails } from './details.ts';
import { type Field, readFields } from './fields.ts';
import { nonSwift } from './non-swift.ts';
import { statementLine } from './statement-line.ts';

const balanceTypes: Record<string, BalanceType> = {
  '60F': 'opening',
  '60M': 'opening',
  '62F': 'closing',
  '62M': 'closing',
  '64': 'closing-available',
  '65': 'forward-available',
};

export async function* readMt940(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StatementEvent> {
  let message: Message | undefined;
  let found = 0;
  for await (const field of readFields(readLines(chunks))) {
    if (message !== undefined && (field.tag === 'end' || startsAnother(field, message))) {
      yield* message.end();
      message = undefined;
    }
    if (field.tag === 'end') continue;
    if (message === undefined) {
      message = openMessage(field.line);
      found++;
    }
    yield* message.take(field);
  }
  if (message !== undefined) yield* message.end();
  if (found === 0) refuse('bank.empty', 1, 'The file holds no statement.');
}

/** Banks that end no message start the next one with :20:, or with the header fields again. */
const startsAnother = ({ tag }: Field, message: Message): boolean => message.tags.has(tag) && ['20', '25', '28', '28C', '60F', '60M'].includes(tag);

interface Message {
  tags: Set<string>;
  take(field: Field): Iterable<StatementEvent>;
  end(): Iterable<StatementEvent>;
}

function openMessage(line: number): Message {
  const tags = new Set<string>();
  const header: Record<string, string> = {};
  const balances: Balance[] = [];
  let isIntraday = false;
  const sums: { tag: string; value: string; line: number }[] = [];
  const counted = { C: { count: 0, sum: 0n }, D: { count: 0, sum: 0n } };
  let currency = '';
  let begun: { head: StatementHead; tally: Tally } | undefined;
  let entry: Entry | undefined;
  let details: string[] = [];
  const early: Parameters<Warn>[0][] = [];
  const warn: Warn = (warning) => (begun === undefined ? early.push(warning) : begun.tally.warn(warning));

  function* begin(): Generator<StatementEvent, { head: StatementHead; tally: Tally }> {
    const [account = '', bank] = accountIn(header['25'] ?? '');
    const opening = balances.find(({ type }) => type === 'opening');
    const number = header['28C'] ?? header['28'];
    const [sequence, page] = number?.split('/') ?? [];
    const head: StatementHead = {
      format: isIntraday ? 'MT942' : 'MT940',
      stage: isIntraday ? 'intraday' : 'end-of-day',
      id: [number ?? header['20'], opening?.date].filter(Boolean).join(' '),
      account,
      ...given('bank', bank),
      currency,
      ...given('sequence', sequence),
      ...given('page', page),
      ...given('from', opening?.date),
      line,
    };
    begun = { head, tally: openTally(head) };
    if (account === '') early.push({ code: 'bank.account_missing', detail: 'The statement does not say its account.', line });
    for (const warning of early) begun.tally.warn(warning);
    yield { kind: 'open', head };
    return begun;
  }

  /** The entry in hand is complete once another field than its details comes. */
  function* give(): Generator<StatementEvent> {
    if (entry === undefined || begun === undefined) return;
    const done = withDetails(entry, details);
    entry = undefined;
    details = [];
    begun.tally.add(done);
    const side = counted[done.amount.startsWith('-') ? 'D' : 'C'];
    side.count++;
    side.sum += toUnits(done.amount);
    yield { kind: 'entry', entry: done };
  }

  return {
    tags,
    *take(field) {
      const { tag, lines, line: at } = field;
      tags.add(tag);
      const value = lines.join('').trim();
      if (tag === '61') {
        yield* give();
        const { head, tally } = begun ?? (yield* begin());
        entry = entryOf(statementLine(lines, head.currency, at, tally.warn), head.currency || currency, at);
      } else if (tag === '86' && entry !== undefined) {
        if (details.length > 1000) refuse('bank.field_too_long', at, `The entry before line ${at} has more than 1000 lines of details.`);
        const [first = '', ...rest] = lines;
        details.push(details.length > 0 ? first.trimEnd().padEnd(65) : first, ...rest);
      } else if (tag === 'NS' && entry !== undefined) entry = { ...entry, ...nonSwift(lines) };
      else if (balanceTypes[tag] !== undefined) {
        yield* give();
        const balance = balanceOf(tag, value, at, warn);
        balances.push(balance);
        currency ||= balance.currency;
      } else if (tag === '34F' || tag === '13' || tag === '13D' || tag === '90D' || tag === '90C') {
        isIntraday = true;
        currency ||= /^\d*([A-Z]{3})/.exec(value)?.[1] ?? '';
        if (tag.startsWith('90')) sums.push({ tag, value, line: at });
      } else header[tag] ??= value;
      if (tag === '25') currency ||= /\d(?:[A-Z]{3})$/.test(value) && !/^[A-Z]{2}\d{2}/.test(value) ? value.slice(-3) : '';
    },
    *end() {
      yield* give();
      const { tally } = begun ?? (yield* begin());
      for (const { tag, value, line: at } of sums) checkSum(value, counted[tag === '90D' ? 'D' : 'C'], at, tally.warn);
      yield tally.close(balances);
    },
  };
}

/** Fields :90D: and :90C: of MT942: number and sum of the entries on each side. */
function checkSum(value: string, found: { count: number; sum: bigint }, line: number, warn: Warn): void {
  const [, count, currency = '', amount] = /^(\d+)([A-Z]{3})([\d.,]+)$/.exec(value) ?? [];
  if (amount === undefined) return;
  const told = toUnits(commaAmount(amount, currency, line));
  const sum = found.sum < 0n ? -found.sum : found.sum;
  if (told !== sum)
    warn({ code: 'bank.control_total', detail: `The bank says ${fromUnits(told, currency)}, the entries are ${fromUnits(sum, currency)}.`, line });
  if (Number(count) !== found.count) warn({ code: 'bank.control_count', detail: `The bank says ${count} entries, there are ${found.count}.`, line });
}

function entryOf(line: ReturnType<typeof statementLine>, currency: string, at: number): Entry {
  const { name, reversal, supplementary, customerReference, bankReference, ...known } = line;
  const { counterparty, reference } = besideIn(customerReference, supplementary, name);
  return {
    ...noFacts(),
    ...known,
    ...codedIn(supplementary ?? '', at),
    line: at,
    status: 'booked',
    currency,
    ...(reversal ? { reversal } : {}),
    ...given('reference', bankReference ?? reference),
    ...given('bankReference', bankReference),
    ...given('customerReference', reference),
    ...given('supplementary', supplementary),
    ...(Object.keys(counterparty).length === 0 ? {} : { counterparty }),
    details: [],
  };
}

/** Banks blacken check digits in what they publish, so form decides; RF is a reference. */
const mayBeIban = (text: string): boolean => /^(?!RF)[A-Z]{2}\d{2}(?:[A-Z]{4}[A-Z0-9]{8,14}|\d{11,26})$/.test(text);

/** Some banks put the other side's account where a reference belongs, or under the line, with the name beside it. */
function besideIn(reference: string | undefined, supplementary: string | undefined, name: string | undefined): { counterparty: Party; reference?: string } {
  if (reference !== undefined && mayBeIban(reference))
    return { counterparty: { account: reference, ...given('name', name ?? (supplementary?.startsWith('/') ? undefined : supplementary)) } };
  const account = supplementary !== undefined && mayBeIban(supplementary) ? supplementary : undefined;
  return { counterparty: { ...given('name', name), ...given('account', account) }, ...given('reference', reference) };
}

/** `/OCMT/USD20,00/` is what was ordered, `/CHGS/EUR0,50/` what it cost. */
function codedIn(text: string, line: number): Partial<Entry> {
  const money = (code: string) => {
    const [, currency, amount] = new RegExp(`/${code}/([A-Z]{3})(\\d{1,15},\\d{0,3})(?:/|$)`).exec(text) ?? [];
    return currency === undefined || amount === undefined ? undefined : { amount: commaAmount(amount, currency, line), currency };
  };
  const [instructed, charge] = [money('OCMT'), money('CHGS')];
  return { ...(instructed === undefined ? {} : { instructed }), ...(charge === undefined ? {} : { charges: [charge] }) };
}

function withDetails(entry: Entry, lines: string[]): Entry {
  if (lines.length === 0)
    return entry.text === '' && entry.supplementary !== undefined ? { ...entry, text: entry.supplementary, raw: entry.supplementary } : entry;
  const { type, ...told } = parseDetails(lines);
  return {
    ...entry,
    ...told,
    charges: entry.charges,
    ...given('type', type === undefined ? entry.type : `${entry.type}/${type}`),
    ...(told.counterparty || entry.counterparty ? { counterparty: { ...entry.counterparty, ...told.counterparty } } : {}),
  };
}

/** `bank/account` or an account alone, often with the currency appended. */
function accountIn(text: string): [account: string, bank?: string] {
  const [first = '', second] = text.replace(/\s/g, '').split('/');
  const account = (second ?? first).replace(/(?<=\d)[A-Z]{3}$/, '').replace(/(?<=^[\d.]+)\./g, '');
  return second === undefined ? [account] : [account, first];
}

function balanceOf(code: string, value: string, line: number, warn: Warn): Balance {
  const [, mark, date, currency = '', amount = ''] = /^(C|D)(\d{6})([A-Z]{3})\s*([\d.,]+)$/.exec(value) ?? [];
  if (date === undefined)
    return refuse('bank.invalid_line', line, `Line ${line} is no balance: ${quoted(value)} — it is C or D, a date, a currency and an amount.`);
  const plain = commaAmount(amount, currency, line);
  return {
    type: balanceTypes[code] ?? 'other',
    code,
    amount: mark === 'D' ? negated(plain) : plain,
    currency,
    ...(/^0+$/.test(date) ? {} : { date: shortDay(date, line, warn) }),
  };
}
