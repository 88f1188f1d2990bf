/** Reads camt.052, 053 and 054 of any version, whatever the namespace, entry by entry. */
import { elementAt, textAt, type XmlElement } from '../../xml/element.ts';
import { streamXml } from '../../xml/stream-xml.ts';
import { negated } from '../amount.ts';
import { isoDay, type Warn } from '../day.ts';
import { given } from '../given.ts';
import { openTally, type Tally } from '../identity.ts';
import { currencyAt, refuse } from '../refuse.ts';
import type { Balance, BalanceType, StatementEvent, StatementFormat, StatementHead } from '../statement.ts';
import { entryOf } from './camt-entry.ts';
import { moneyAt } from './camt-facts.ts';
import { accountOf, bankOf } from './camt-party.ts';

export const containers: Record<string, { format: StatementFormat; stage: StatementHead['stage'] }> = {
  Stmt: { format: 'camt.053', stage: 'end-of-day' },
  Rpt: { format: 'camt.052', stage: 'intraday' },
  Ntfctn: { format: 'camt.054', stage: 'advice' },
};

const balanceTypes: Record<string, BalanceType> = {
  OPBD: 'opening',
  PRCD: 'opening',
  CLBD: 'closing',
  ITBD: 'interim',
  OPAV: 'opening-available',
  CLAV: 'closing-available',
  FWAV: 'forward-available',
};

export async function* readCamt(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StatementEvent> {
  let version: string | undefined;
  let found = 0;
  let current: OpenStatement | undefined;
  for await (const event of streamXml(chunks, { isWhole: (path) => path.at(-2)! in containers && path.length > 2 })) {
    if (event.kind === 'open') {
      version ??= /camt\.\d{3}\.\d{3}\.(\d{2})/.exec(event.element.namespace)?.[1] ?? /V(\d{2})$/.exec(event.element.name)?.[1];
      const container = containers[event.element.name];
      if (container === undefined || event.path.length < 2) continue;
      found++;
      current = openStatement(container, event.element.line, version);
    } else if (event.kind === 'close') {
      if (current === undefined || containers[event.path.at(-1)!] === undefined) continue;
      yield* current.end();
      current = undefined;
    } else if (current !== undefined) yield* current.take(event.element);
  }
  if (found === 0) refuse('bank.empty', 1, 'The document holds no statement, report or notification.');
}

export interface OpenStatement {
  take(element: XmlElement): Iterable<StatementEvent>;
  end(): Iterable<StatementEvent>;
}

/** Collects what comes before the entries, then lets them pass. */
export function openStatement(container: { format: StatementFormat; stage: StatementHead['stage'] }, line: number, version: string | undefined): OpenStatement {
  const parts: XmlElement[] = [];
  const balances: Balance[] = [];
  let begun: { head: StatementHead; tally: Tally } | undefined;
  const warnEarly: Parameters<Warn>[0][] = [];
  const warn: Warn = (warning) => (begun === undefined ? warnEarly.push(warning) : begun.tally.warn(warning));

  function* begin(): Generator<StatementEvent, { head: StatementHead; tally: Tally }> {
    const head = headOf(parts, balances, { ...container, line, ...given('version', version) });
    begun = { head, tally: openTally(head) };
    if (head.account === '') warn({ code: 'bank.account_missing', detail: 'The statement does not say its account.', line });
    warnEarly.forEach((warning) => {
      begun?.tally.warn(warning);
    });
    yield { kind: 'open', head };
    return begun;
  }

  return {
    *take(element) {
      if (element.name === 'Bal') balances.push(balanceOf(element, warn));
      else if (element.name !== 'Ntry') parts.push(element);
      else {
        const { head, tally } = begun ?? (yield* begin());
        const entry = entryOf(element, head, tally.warn);
        tally.add(entry);
        yield { kind: 'entry', entry };
      }
    },
    *end() {
      const { tally } = begun ?? (yield* begin());
      yield tally.close(balances);
    },
  };
}

function headOf(parts: XmlElement[], balances: Balance[], known: Pick<StatementHead, 'format' | 'stage' | 'line'>): StatementHead {
  const at: XmlElement = { name: '', namespace: '', attributes: {}, children: parts, text: '', line: known.line };
  const account = elementAt(at, 'Acct');
  const opening = balances.find(({ type }) => type === 'opening' || type === 'interim') ?? balances[0];
  const own = textAt(account, 'Ccy');
  return {
    ...known,
    id: textAt(at, 'Id') ?? '',
    account: accountOf(account) ?? '',
    ...given('accountName', textAt(account, 'Nm') ?? textAt(account, 'Ownr/Nm')),
    ...given('bank', bankOf(elementAt(account, 'Svcr'))),
    currency: own === undefined ? (opening?.currency ?? '') : currencyAt(own, known.line),
    ...given('sequence', textAt(at, 'ElctrncSeqNb') ?? textAt(at, 'LglSeqNb')),
    ...given('page', textAt(at, 'StmtPgntn/PgNb') ?? textAt(at, 'RptPgntn/PgNb') ?? textAt(at, 'NtfctnPgntn/PgNb')),
    ...given('from', dayIn(textAt(at, 'FrToDt/FrDtTm') ?? textAt(at, 'FrToDt/FrDt'))),
    ...given('to', dayIn(textAt(at, 'FrToDt/ToDtTm') ?? textAt(at, 'FrToDt/ToDt'))),
  };
}

const dayIn = (text: string | undefined): string | undefined => /^\d{4}-\d{2}-\d{2}/.exec(text ?? '')?.[0];

function balanceOf(element: XmlElement, warn: Warn): Balance {
  const code = textAt(element, 'Tp/CdOrPrtry/Cd') ?? textAt(element, 'Tp/CdOrPrtry/Prtry') ?? textAt(element, 'Tp/Cd') ?? '';
  const money = moneyAt(element, 'Amt') ?? refuse('bank.incomplete', element.line, `The balance at line ${element.line} has no amount with a currency.`);
  const date = elementAt(element, 'Dt/Dt') ?? elementAt(element, 'Dt/DtTm');
  return {
    type: balanceTypes[code] ?? 'other',
    code,
    amount: textAt(element, 'CdtDbtInd') === 'DBIT' ? negated(money.amount) : money.amount,
    currency: money.currency,
    ...(date === undefined ? {} : { date: isoDay(date.text.trim(), date.line, warn) }),
  };
}
