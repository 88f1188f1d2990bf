/** Reads a payment status report: file, block and transaction, each with its reasons. */
import { elementAt, elementsAt, textAt, type XmlElement } from '../../xml/element.ts';
import { readXml } from '../../xml/read-xml.ts';
import { moneyAt } from '../camt/camt-facts.ts';
import { given } from '../given.ts';
import { refuse } from '../refuse.ts';
import type { ReturnReason } from '../statement.ts';
import { said, tidy } from '../text.ts';
import { outcomeOf, type PaymentStatus } from './payment-status.ts';

export function readPain002(source: string | Uint8Array): PaymentStatus[] {
  const root = readXml(source);
  const report = reportIn(root) ?? refuse('bank.unknown_document', root.line, 'The document is no payment status report (pain.002).');
  const group = elementAt(report, 'OrgnlGrpInfAndSts') ?? elementAt(report, 'OrgnlGrpInf');
  const date = textAt(report, 'GrpHdr/CreDtTm')?.slice(0, 10);
  const about = {
    ...given('messageId', said(textAt(group, 'OrgnlMsgId'))),
    ...given('messageType', /^pain\.\d{3}/.exec(textAt(group, 'OrgnlMsgNmId') ?? '')?.[0]),
    ...given('date', date),
  };
  const statuses: PaymentStatus[] = [];
  const groupCode = textAt(group, 'GrpSts');
  if (groupCode !== undefined) statuses.push({ level: 'group', ...coded(groupCode), ...about, reasons: reasonsOf(group) });
  for (const block of elementsAt(report, 'OrgnlPmtInfAndSts')) {
    const paymentId = given('paymentId', said(textAt(block, 'OrgnlPmtInfId')));
    const code = textAt(block, 'PmtInfSts');
    if (code !== undefined) statuses.push({ level: 'payment', ...coded(code), ...about, ...paymentId, reasons: reasonsOf(block) });
    for (const one of elementsAt(block, 'TxInfAndSts'))
      statuses.push({ ...transactionOf(one, code ?? groupCode ?? '', reasonsOf(block)), ...about, ...paymentId });
  }
  for (const one of elementsAt(report, 'TxInfAndSts')) statuses.push({ ...transactionOf(one, groupCode ?? '', reasonsOf(group)), ...about });
  return statuses;
}

const coded = (code: string): Pick<PaymentStatus, 'code' | 'outcome'> => ({ code, outcome: outcomeOf(code) });

/** A transaction without a word of its own shares that of its block. */
function transactionOf(one: XmlElement, around: string, reasonsAround: ReturnReason[]): PaymentStatus {
  const reasons = reasonsOf(one);
  const original = elementAt(one, 'OrgnlTxRef');
  const amount = moneyAt(original, 'Amt/InstdAmt') ?? moneyAt(original, 'IntrBkSttlmAmt') ?? moneyAt(original, 'Amt/EqvtAmt/Amt');
  const name = ['Dbtr', 'Cdtr'].map((role) => textAt(original, `${role}/Nm`) ?? textAt(original, `${role}/Pty/Nm`));
  return {
    level: 'transaction',
    ...coded(textAt(one, 'TxSts') ?? around),
    ...given('instructionId', said(textAt(one, 'OrgnlInstrId'))),
    ...given('endToEndId', said(textAt(one, 'OrgnlEndToEndId'))),
    ...given('mandateId', textAt(original, 'MndtRltdInf/MndtId')),
    ...(amount === undefined ? {} : { amount }),
    ...given(
      'counterparty',
      textAt(original, 'MndtRltdInf') === undefined && elementAt(original, 'MndtRltdInf') === undefined ? (name[1] ?? name[0]) : (name[0] ?? name[1]),
    ),
    reasons: reasons.length > 0 ? reasons : textAt(one, 'TxSts') === undefined ? reasonsAround : [],
  };
}

function reasonsOf(from: XmlElement | undefined): ReturnReason[] {
  return [...elementsAt(from, 'StsRsnInf'), ...elementsAt(from, 'StsRsn')].map((info) => {
    const reason = elementAt(info, 'Rsn') ?? elementAt(info, 'StsRsn') ?? info;
    const text = [...elementsAt(info, 'AddtlInf'), ...elementsAt(info, 'AddtlStsRsnInf')].map((line) => tidy(line.text));
    return { ...given('code', textAt(reason, 'Cd') ?? textAt(reason, 'Prtry')), ...(text.length === 0 ? {} : { text: text.join(' ') }) };
  });
}

const reportIn = (root: XmlElement): XmlElement | undefined =>
  ['CstmrPmtStsRpt', 'pain.002.001.02', 'Document/CstmrPmtStsRpt'].map((path) => elementAt(root, path)).find((found) => found !== undefined);
