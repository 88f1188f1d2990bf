import type { Money } from '../../../flow.ts';
import { elementAt, elementsAt, textAt, type XmlElement } from '../../xml/element.ts';
import { pointAmount } from '../amount.ts';
import { given } from '../given.ts';
import { currencyAt } from '../refuse.ts';
import type { Charge, Detail, Party, RemittedDocument, ReturnReason } from '../statement.ts';
import { said, tidy, unwrap } from '../text.ts';
import { accountOf, bankOf, partyOf } from './camt-party.ts';

/** Columns of an unstructured line. */
const ustrdWidth = 140;

/** One TxDtls; `side` says whether the account was credited, so whose names the other side are; `own` is our account. */
export function detailOf(details: XmlElement, side: { credit: boolean; reversal: boolean }, own: string): Detail {
  const refs = elementAt(details, 'Refs');
  const returned = returnOf(elementAt(details, 'RtrInf'));
  const amount = amountOf(details);
  const remittance = elementsAt(details, 'RmtInf');
  const words = remittance.flatMap((info) => elementsAt(info, 'Ustrd')).map(({ text }) => text);
  const further = remittance.flatMap((info) => elementsAt(info, 'Strd/AddtlRmtInf')).map(({ text }) => text);
  const added = textAt(details, 'AddtlTxInf');
  const lines = words.length > 0 ? words : further.length > 0 ? further : added === undefined ? [] : [added];
  const parties = counterpartyOf(details, side.credit !== (side.reversal || returned !== undefined), own);
  const exchange = moneyAt(details, 'AmtDtls/CntrValAmt/Amt');
  const instructed = moneyAt(details, 'AmtDtls/InstdAmt/Amt');
  return {
    ...(amount === undefined ? {} : amount),
    ...given('endToEndId', said(textAt(refs, 'EndToEndId'))),
    ...given('mandateId', said(textAt(refs, 'MndtId'))),
    ...given('creditorId', creditorIdOf(details)),
    ...given('instructionId', said(textAt(refs, 'InstrId'))),
    ...given('transactionId', said(textAt(refs, 'TxId'))),
    ...given('uetr', textAt(refs, 'UETR')),
    ...given('bankReference', said(textAt(refs, 'AcctSvcrRef'))),
    ...given('messageId', said(textAt(refs, 'MsgId'))),
    ...given('paymentId', said(textAt(refs, 'PmtInfId'))),
    ...given('chequeNumber', said(textAt(refs, 'ChqNb'))),
    ...parties,
    text: unwrap(lines, ustrdWidth),
    raw: [...words, ...further, ...(added === undefined ? [] : [added])].join('\n'),
    references: remittance.flatMap((info) => elementsAt(info, 'Strd/CdtrRefInf')).flatMap(referenceOf),
    documents: remittance.flatMap((info) => elementsAt(info, 'Strd')).flatMap(documentsOf),
    ...given('purpose', textAt(details, 'Purp/Cd') ?? textAt(details, 'Purp/Prtry')),
    ...(returned === undefined ? {} : { returned }),
    charges: chargesOf(details),
    ...(instructed === undefined ? {} : { instructed }),
    ...(exchange === undefined ? {} : { counterValue: exchange }),
    ...given('rate', rateOf(details)),
  };
}

export function moneyAt(from: XmlElement | undefined, path: string): Money | undefined {
  const element = elementAt(from, path);
  const code = element?.attributes['Ccy'] ?? element?.attributes['currency'];
  if (element === undefined || code === undefined) return undefined;
  const currency = currencyAt(code.trim(), element.line);
  return { amount: pointAmount(element.text.trim(), currency, element.line), currency };
}

/** Charges of an entry or a payment: from v04 in records with a total, before that repeated. */
export function chargesOf(from: XmlElement): Charge[] {
  const charges = elementsAt(from, 'Chrgs').flatMap((group) => {
    const records = elementsAt(group, 'Rcrd');
    return records.length > 0 ? records : [group];
  });
  return charges.flatMap((charge) => {
    const money = moneyAt(charge, 'Amt');
    if (money === undefined) return [];
    const type = textAt(charge, 'Tp/Cd') ?? textAt(charge, 'Tp/Prtry/Id') ?? textAt(charge, 'Tp/Prtry');
    return [{ ...money, ...given('type', type) }];
  });
}

export function returnOf(info: XmlElement | undefined): ReturnReason | undefined {
  if (info === undefined || info.children.length === 0) return undefined;
  const code = textAt(info, 'Rsn/Cd') ?? textAt(info, 'Rsn/Prtry');
  const text = elementsAt(info, 'AddtlInf').map((line) => tidy(line.text));
  return { ...given('code', code), ...(text.length === 0 ? {} : { text: text.join(' ') }) };
}

function amountOf(details: XmlElement): Money | undefined {
  return moneyAt(details, 'Amt') ?? moneyAt(details, 'AmtDtls/TxAmt/Amt');
}

function rateOf(details: XmlElement): string | undefined {
  return (
    textAt(details, 'AmtDtls/TxAmt/CcyXchg/XchgRate') ??
    textAt(details, 'AmtDtls/InstdAmt/CcyXchg/XchgRate') ??
    textAt(details, 'AmtDtls/CntrValAmt/CcyXchg/XchgRate')
  );
}

/** Who stands on the other side: the debtor of what comes in, the creditor of what goes out, the reverse of what comes back. */
function counterpartyOf(details: XmlElement, isDebtor: boolean, own: string): { counterparty?: Party; ultimate?: Party } {
  const parties = elementAt(details, 'RltdPties');
  const agents = elementAt(details, 'RltdAgts');
  const side = (role: 'Dbtr' | 'Cdtr'): Party => {
    const account = accountOf(elementAt(parties, `${role}Acct`));
    return { ...partyOf(parties, role), ...given('account', account), ...given('bank', bankOf(elementAt(agents, `${role}Agt`))) };
  };
  const [first, second]: ('Dbtr' | 'Cdtr')[] = isDebtor ? ['Dbtr', 'Cdtr'] : ['Cdtr', 'Dbtr'];
  const tells = (party: Party): boolean => (party.name !== undefined || party.account !== undefined) && (party.account === undefined || party.account !== own);
  const role = tells(side(first!)) || !tells(side(second!)) ? first! : second!;
  const counterparty = side(role);
  const ultimate = partyOf(parties, `Ultmt${role}`);
  return { ...(Object.keys(counterparty).length === 0 ? {} : { counterparty }), ...(Object.keys(ultimate).length === 0 ? {} : { ultimate }) };
}

function creditorIdOf(details: XmlElement): string | undefined {
  return elementsAt(details, 'RltdPties/Cdtr/Id/PrvtId/Othr')
    .filter((other) => textAt(other, 'SchmeNm/Prtry') === 'SEPA')
    .map((other) => textAt(other, 'Id'))[0];
}

function referenceOf(info: XmlElement): { reference: string; type?: string; issuer?: string }[] {
  const reference = textAt(info, 'Ref') ?? textAt(info, 'CdtrRef');
  if (reference === undefined) return [];
  const kind = elementAt(info, 'Tp') ?? elementAt(info, 'CdtrRefTp');
  const type = textAt(kind, 'CdOrPrtry/Cd') ?? textAt(kind, 'CdOrPrtry/Prtry') ?? textAt(kind, 'Cd') ?? textAt(kind, 'Prtry');
  return [{ reference, ...given('type', type), ...given('issuer', textAt(kind, 'Issr')) }];
}

/** Documents a structured remittance names; an amount without a document number still says how much is meant. */
function documentsOf(structured: XmlElement): RemittedDocument[] {
  const named = elementsAt(structured, 'RfrdDocInf');
  const amounts = elementAt(structured, 'RfrdDocAmt');
  const money = (name: string): Money | undefined => moneyAt(amounts, name) ?? moneyAt(amounts, `${name}/Amt`);
  const parts = { due: money('DuePyblAmt'), remitted: money('RmtdAmt'), credited: money('CdtNoteAmt'), discount: money('DscntApldAmt') };
  const sums = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  if (named.length === 0 && Object.keys(sums).length === 0) return [];
  return (named.length > 0 ? named : [undefined]).map((document, at) => ({
    ...given('type', textAt(document, 'Tp/CdOrPrtry/Cd') ?? textAt(document, 'Tp/CdOrPrtry/Prtry') ?? textAt(document, 'RfrdDocTp/Cd')),
    ...given('number', textAt(document, 'Nb') ?? textAt(document, 'RfrdDocNb')),
    ...given('date', (textAt(document, 'RltdDt') ?? textAt(document, 'RltdDt/Dt'))?.slice(0, 10)),
    ...(at === 0 ? sums : {}),
  }));
}
