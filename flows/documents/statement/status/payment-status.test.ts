import { describe, expect, it } from 'vitest';
import { collectStatements, inPieces, readStatements } from '../read-statements.ts';
import { returnsIn, statusFor } from './payment-status.ts';
import { readPain002 } from './read-pain002.ts';
import { readPayments } from './read-payments.ts';

const report = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>R</MsgId><CreDtTm>2026-03-02T10:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>M-1</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>P-1</OrgnlPmtInfId>
<TxInfAndSts><OrgnlEndToEndId>E-1</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Account</AddtlInf><AddtlInf>closed</AddtlInf></StsRsnInf>
<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">12.50</InstdAmt></Amt><MndtRltdInf><MndtId>MD-1</MndtId></MndtRltdInf><Dbtr><Pty><Nm>Debtor</Nm></Pty></Dbtr><Cdtr><Pty><Nm>Us</Nm></Pty></Cdtr></OrgnlTxRef></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>E-2</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>P-2</OrgnlPmtInfId><PmtInfSts>ACSP</PmtInfSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;

const debits = `<Document><CstmrDrctDbtInitn><GrpHdr><MsgId>M-1</MsgId></GrpHdr><PmtInf><PmtInfId>P-1</PmtInfId><ReqdColltnDt>2026-03-01</ReqdColltnDt><CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>
${['E-1', 'E-2', 'E-3'].map((id) => `<DrctDbtTxInf><PmtId><EndToEndId>${id}</EndToEndId></PmtId><InstdAmt Ccy="EUR">12.5</InstdAmt><DrctDbtTx><MndtRltdInf><MndtId>MD-${id}</MndtId></MndtRltdInf></DrctDbtTx><Dbtr><Nm>Debtor</Nm></Dbtr></DrctDbtTxInf>`).join('')}</PmtInf></CstmrDrctDbtInitn></Document>`;

describe('a status report', () => {
  it('speaks of file, block and transaction, with reasons', () => {
    const statuses = readPain002(report);
    expect(statuses.map(({ level, outcome, code, endToEndId, paymentId }) => [level, outcome, code, paymentId, endToEndId])).toEqual([
      ['group', 'partly', 'PART', undefined, undefined],
      ['transaction', 'rejected', 'RJCT', 'P-1', 'E-1'],
      ['transaction', 'rejected', 'RJCT', 'P-1', 'E-2'],
      ['payment', 'accepted', 'ACSP', 'P-2', undefined],
    ]);
    expect(statuses[1]).toMatchObject({
      messageId: 'M-1',
      messageType: 'pain.008',
      mandateId: 'MD-1',
      amount: { amount: '12.50', currency: 'EUR' },
      counterparty: 'Debtor',
      reasons: [{ code: 'AC04', text: 'Account closed' }],
      date: '2026-03-02',
    });
  });

  it('is found for each payment of the file that was sent, the closest word first', () => {
    const statuses = readPain002(report);
    const payments = readPayments(debits);
    expect(payments.map((payment) => statusFor(statuses, payment)?.outcome)).toEqual(['rejected', 'rejected', 'partly']);
    expect(payments[0]).toMatchObject({
      messageId: 'M-1',
      paymentId: 'P-1',
      mandateId: 'MD-E-1',
      amount: { amount: '12.50', currency: 'EUR' },
      date: '2026-03-01',
    });
    expect(statusFor(statuses, { messageId: 'M-1', paymentId: 'P-2', endToEndId: 'E-9' })?.outcome).toBe('accepted');
    expect(statusFor(statuses, { messageId: 'M-9', endToEndId: 'E-1' })).toBeUndefined();
  });
});

it('a returned debit in a statement is a status too, inside a batch as well', async () => {
  const text = [
    ':20:A',
    ':25:DE89370400440532013000',
    ':28C:1',
    ':60F:C260301EUR100,00',
    ':61:260302D12,50NTRFNONREF//X',
    ':86:109?00RUECKLASTSCHRIFT?20EREF+E-2?21MREF+MD-2?22SVWZ+RETURN/REFUND?34904',
    ':61:260302C1,00NTRFNONREF//Y',
    ':62F:C260302EUR88,50',
  ].join('\n');
  const [statement] = await collectStatements(readStatements(inPieces(Buffer.from(text))));
  expect(statement!.warnings).toEqual([]);
  expect(returnsIn(statement!)).toEqual([
    {
      level: 'transaction',
      outcome: 'returned',
      endToEndId: 'E-2',
      mandateId: 'MD-2',
      amount: { amount: '-12.50', currency: 'EUR' },
      date: '2026-03-02',
      reasons: [{ code: '904', text: 'RETURN/REFUND' }],
    },
  ]);
});
