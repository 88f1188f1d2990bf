/** A camt.053 as a bank writes it: one day of one account, remittance text in lines of 35 characters. */
import type { Money } from '../../../flow.ts';

export interface DayEntry {
  /** The bank's own reference. */
  ref: string;
  amount: Money;
  side: 'credit' | 'debit';
  /** Who paid, or was paid. */
  other?: { name: string; account: string; postcode: string; city: string };
  /** What the payer wrote, as the bank passes it on. */
  lines: string[];
  /** A creditor reference in its own field. */
  creditorReference?: string;
}

export interface AccountDay {
  id: string;
  sequence: number;
  account: string;
  owner: string;
  /** ISO instant at which the bank wrote it. */
  at: string;
  opening: string;
  closing: string;
  currency: string;
  entries: DayEntry[];
}

export function writeCamt053({ id, sequence, account, owner, at, opening, closing, currency, entries }: AccountDay): string {
  const day = at.slice(0, 10);
  const balance = (code: string, amount: string): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
<BkToCstmrStmt>
<GrpHdr><MsgId>${said(id)}</MsgId><CreDtTm>${at}</CreDtTm></GrpHdr>
<Stmt>
<Id>${said(id)}</Id><ElctrncSeqNb>${sequence}</ElctrncSeqNb><CreDtTm>${at}</CreDtTm>
<Acct><Id><IBAN>${said(account)}</IBAN></Id><Ccy>${currency}</Ccy><Ownr><Nm>${said(owner)}</Nm></Ownr><Svcr><FinInstnId><BICFI>SBXBSESS</BICFI></FinInstnId></Svcr></Acct>
${balance('OPBD', opening)}
${balance('CLBD', closing)}
${entries.map((entry) => entryOf(entry, day)).join('\n')}
</Stmt>
</BkToCstmrStmt>
</Document>
`;
}

function entryOf({ ref, amount, side, other, lines, creditorReference }: DayEntry, day: string): string {
  const scheme = '<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>';
  const structured = creditorReference === undefined ? '' : `<Strd><CdtrRefInf>${scheme}<Ref>${said(creditorReference)}</Ref></CdtrRefInf></Strd>`;
  const text = lines.map((line) => `<Ustrd>${said(line)}</Ustrd>`).join('');
  const money = `<Amt Ccy="${amount.currency}">${amount.amount}</Amt><CdtDbtInd>${side === 'credit' ? 'CRDT' : 'DBIT'}</CdtDbtInd>`;
  const kind = `<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${side === 'credit' ? 'RCDT' : 'ICDT'}</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>`;
  return `<Ntry><NtryRef>${said(ref)}</NtryRef>${money}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${said(ref)}</AcctSvcrRef>${kind}
<NtryDtls><TxDtls><Refs><AcctSvcrRef>${said(ref)}</AcctSvcrRef><EndToEndId>NOTPROVIDED</EndToEndId></Refs>${money}${other === undefined ? '' : partyOf(other, side)}
<RmtInf>${text}${structured}</RmtInf></TxDtls></NtryDtls></Ntry>`;
}

function partyOf({ name, account, postcode, city }: NonNullable<DayEntry['other']>, side: DayEntry['side']): string {
  const tag = side === 'credit' ? 'Dbtr' : 'Cdtr';
  const place = `<PstlAdr><PstCd>${said(postcode)}</PstCd><TwnNm>${said(city)}</TwnNm><Ctry>SE</Ctry></PstlAdr>`;
  const party = `<${tag}><Pty><Nm>${said(name)}</Nm>${place}</Pty></${tag}>`;
  return `<RltdPties>${party}<${tag}Acct><Id><IBAN>${said(account)}</IBAN></Id></${tag}Acct></RltdPties>`;
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const said = (text: string): string => text.replace(/[&<>"]/g, (mark) => marks[mark]!);
