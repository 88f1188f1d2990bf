/** Reads payment orders (pain.001) and direct debits (pain.008): what status reports and returned entries refer back to. */
import type { Money } from '../../../flow.ts';
import { elementAt, elementsAt, textAt, type XmlElement } from '../../xml/element.ts';
import { readXml } from '../../xml/read-xml.ts';
import { moneyAt } from '../camt/camt-facts.ts';
import { accountOf, partyOf } from '../camt/camt-party.ts';
import { given } from '../given.ts';
import { refuse } from '../refuse.ts';
import { said, unwrap } from '../text.ts';

export interface PaymentOrder {
  messageId?: string;
  paymentId?: string;
  instructionId?: string;
  endToEndId?: string;
  mandateId?: string;
  amount: Money;
  date?: string;
  /** Ours. */
  account?: string;
  counterparty?: string;
  counterpartyAccount?: string;
  text: string;
}

export function readPayments(source: string | Uint8Array): PaymentOrder[] {
  const root = readXml(source);
  const transfers = elementAt(root, 'CstmrCdtTrfInitn');
  const message =
    transfers ?? elementAt(root, 'CstmrDrctDbtInitn') ?? refuse('bank.unknown_document', root.line, 'The document holds no payments (pain.001, pain.008).');
  const [own, other, inner] = transfers === undefined ? ['Cdtr', 'Dbtr', 'DrctDbtTxInf'] : ['Dbtr', 'Cdtr', 'CdtTrfTxInf'];
  const messageId = given('messageId', textAt(message, 'GrpHdr/MsgId'));
  return elementsAt(message, 'PmtInf').flatMap((block) =>
    elementsAt(block, inner!).map((payment) => ({ ...messageId, ...orderOf(block, payment, own!, other!) })),
  );
}

function orderOf(block: XmlElement, payment: XmlElement, own: string, other: string): PaymentOrder {
  const { line } = payment;
  const amount = moneyAt(payment, 'Amt/InstdAmt') ?? moneyAt(payment, 'InstdAmt') ?? moneyAt(payment, 'Amt/EqvtAmt/Amt');
  const date = textAt(block, 'ReqdExctnDt') ?? textAt(block, 'ReqdExctnDt/Dt') ?? textAt(block, 'ReqdExctnDt/DtTm') ?? textAt(block, 'ReqdColltnDt');
  return {
    ...given('paymentId', textAt(block, 'PmtInfId')),
    ...given('instructionId', said(textAt(payment, 'PmtId/InstrId'))),
    ...given('endToEndId', said(textAt(payment, 'PmtId/EndToEndId'))),
    ...given('mandateId', textAt(payment, 'DrctDbtTx/MndtRltdInf/MndtId')),
    amount: amount ?? refuse('bank.incomplete', line, `The payment at line ${line} has no amount with a currency.`),
    ...given('date', date?.slice(0, 10)),
    ...given('account', accountOf(elementAt(block, `${own}Acct`))),
    ...given('counterparty', partyOf(payment, other).name),
    ...given('counterpartyAccount', accountOf(elementAt(payment, `${other}Acct`))),
    text: unwrap(
      elementsAt(payment, 'RmtInf/Ustrd').map(({ text }) => text),
      140,
    ),
  };
}
