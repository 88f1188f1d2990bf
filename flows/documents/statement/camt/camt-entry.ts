import { elementAt, elementsAt, textAt, type XmlElement } from '../../xml/element.ts';
import { fromUnits, negated, toUnits } from '../amount.ts';
import { isoDay, type Warn } from '../day.ts';
import { given } from '../given.ts';
import { parseDetails } from '../mt940/details.ts';
import { refuse } from '../refuse.ts';
import { type Detail, type Entry, type Facts, noFacts, type StatementHead } from '../statement.ts';
import { said, tidy } from '../text.ts';
import { chargesOf, detailOf, moneyAt, returnOf } from './camt-facts.ts';

/** One Ntry, with the payments inside it. */
export function entryOf(ntry: XmlElement, head: StatementHead, warn: Warn): Entry {
  const { line } = ntry;
  const money = moneyAt(ntry, 'Amt') ?? refuse('bank.incomplete', line, `The entry at line ${line} has no amount with a currency.`);
  const indicator = textAt(ntry, 'CdtDbtInd');
  if (indicator !== 'CRDT' && indicator !== 'DBIT') refuse('bank.incomplete', line, `The entry at line ${line} says neither CRDT nor DBIT.`);
  const credit = indicator === 'CRDT';
  const reversal = textAt(ntry, 'RvslInd') === 'true' || textAt(ntry, 'RvslInd') === '1';
  const found = [...elementsAt(ntry, 'NtryDtls/TxDtls'), ...elementsAt(ntry, 'TxDtls')].map((details) => detailOf(details, { credit, reversal }, head.account));
  const [only] = found;
  const additional = textAt(ntry, 'AddtlNtryInf');
  const bookingDate = dateAt(ntry, 'BookgDt', warn);
  const valueDate = dateAt(ntry, 'ValDt', warn);
  if (bookingDate === undefined && valueDate === undefined) warn({ code: 'bank.date_missing', detail: 'An entry has neither booking nor value date.', line });

  const facts = found.length === 1 && only !== undefined ? only : sharedBy(found, ntry);
  const told = facts.text === '' ? spokenIn(additional) : {};
  const entryReturn = facts.returned ?? returnOf(elementAt(ntry, 'RtrInf')) ?? told.returned;
  const charges = chargesOf(ntry);
  const details = found.length > 1 ? found : [];
  checkSum(details, money, line, warn);
  return {
    ...noFacts(),
    ...told,
    ...Object.fromEntries(Object.entries(facts).filter(([name, value]) => !(name in told) || (value !== '' && !(Array.isArray(value) && value.length === 0)))),
    line,
    status: statusOf(ntry),
    amount: credit ? money.amount : negated(money.amount),
    currency: money.currency,
    ...given('bookingDate', bookingDate ?? (bookingDate === undefined ? valueDate : undefined)),
    ...given('valueDate', valueDate),
    ...given('reference', said(textAt(ntry, 'NtryRef')) ?? said(textAt(ntry, 'AcctSvcrRef')) ?? facts.bankReference ?? facts.transactionId),
    ...given('bankReference', said(textAt(ntry, 'AcctSvcrRef')) ?? facts.bankReference),
    ...(reversal ? { reversal } : {}),
    ...given('type', typeOf(ntry)),
    ...given('typeText', textAt(ntry, 'BkTxCd/Prtry/Cd')),
    ...(additional === undefined ? {} : { supplementary: tidy(additional) }),
    ...(entryReturn === undefined ? {} : { returned: entryReturn }),
    charges: charges.length > 0 ? charges : facts.charges,
    ...batchOf(ntry),
    details,
  };
}

/** What an entry of many payments can say itself: only what all of them share. */
function sharedBy(details: Detail[], ntry: XmlElement): Facts {
  const same = (name: 'endToEndId' | 'mandateId' | 'paymentId' | 'messageId'): Partial<Facts> => {
    const values = new Set(details.map((detail) => detail[name]));
    return values.size === 1 ? given(name, details[0]?.[name]) : {};
  };
  const instructed = moneyAt(ntry, 'AmtDtls/InstdAmt/Amt');
  return {
    ...noFacts(),
    ...same('endToEndId'),
    ...same('mandateId'),
    ...same('paymentId'),
    ...same('messageId'),
    ...(instructed === undefined ? {} : { instructed }),
  };
}

/** Banks that give no details put slash codes or plain words into the entry's additional information. */
function spokenIn(additional: string | undefined): Partial<Facts> {
  if (additional === undefined) return {};
  const raw = additional.split(/\r?\n/).map((part) => part.trim());
  return parseDetails([raw.join(' ')]);
}

function checkSum(details: Detail[], money: { amount: string; currency: string }, line: number, warn: Warn): void {
  if (details.length === 0 || details.some(({ amount, currency }) => amount === undefined || currency !== money.currency)) return;
  const sum = details.reduce((total, { amount }) => total + toUnits(amount!), 0n); // checked above
  if (sum === toUnits(money.amount)) return;
  const detail = `The entry is ${money.amount}, its ${details.length} payments are ${fromUnits(sum, money.currency)}.`;
  warn({ code: 'bank.batch_mismatch', detail, line });
}

function statusOf(ntry: XmlElement): Entry['status'] {
  const status = textAt(ntry, 'Sts/Cd') ?? textAt(ntry, 'Sts/Prtry') ?? textAt(ntry, 'Sts') ?? 'BOOK';
  return status === 'PDNG' || status === 'FUTR' ? 'pending' : status === 'INFO' ? 'info' : 'booked';
}

function dateAt(ntry: XmlElement, name: string, warn: Warn): string | undefined {
  const element = elementAt(ntry, `${name}/Dt`) ?? elementAt(ntry, `${name}/DtTm`);
  return element === undefined || element.text.trim() === '' ? undefined : isoDay(element.text.trim(), element.line, warn);
}

function typeOf(ntry: XmlElement): string | undefined {
  const domain = elementAt(ntry, 'BkTxCd/Domn');
  const parts = [textAt(domain, 'Cd'), textAt(domain, 'Fmly/Cd'), textAt(domain, 'Fmly/SubFmlyCd')].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join('/') : textAt(ntry, 'BkTxCd/Prtry/Cd');
}

function batchOf(ntry: XmlElement): Pick<Entry, 'batch'> {
  const batch = elementAt(ntry, 'NtryDtls/Btch') ?? elementAt(ntry, 'Btch');
  if (batch === undefined) return {};
  const count = Number(textAt(batch, 'NbOfTxs'));
  const total = moneyAt(batch, 'TtlAmt');
  return {
    batch: {
      ...given('id', textAt(batch, 'PmtInfId') ?? textAt(batch, 'MsgId')),
      ...(Number.isSafeInteger(count) ? { count } : {}),
      ...(total === undefined ? {} : { total }),
    },
  };
}
