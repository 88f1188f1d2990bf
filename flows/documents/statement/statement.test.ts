import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../flow.ts';
import { entryKeys, statementKey } from './entry-key.ts';
import { collectStatements, inPieces, readStatements } from './read-statements.ts';
import { type DayEntry, takeIn } from './replace-intraday.ts';
import type { Statement } from './statement.ts';

const read = (text: string | Uint8Array): Promise<Statement[]> =>
  collectStatements(readStatements(inPieces(typeof text === 'string' ? Buffer.from(text) : text)));
const one = async (text: string | Uint8Array): Promise<Statement> => {
  const [statement, ...others] = await read(text);
  expect(others).toEqual([]);
  return statement!;
};
const refusal = async (text: string | Uint8Array): Promise<{ status: number; code: string; path: string }> => {
  try {
    await read(text);
  } catch (error) {
    if (error instanceof ProblemError) return { status: error.status, code: error.problems[0]!.code, path: error.problems[0]!.path };
    throw error;
  }
  throw new Error('nothing was refused');
};
const codes = ({ warnings }: Statement): string[] => warnings.map(({ code }) => code);

const mt940 = (lines: string[], { opening = 'C260301EUR100,00', closing = 'C260302EUR100,00' } = {}): string =>
  [':20:REF', ':25:DE89370400440532013000', ':28C:5/1', `:60F:${opening}`, ...lines, `:62F:${closing}`, '-'].join('\r\n');

describe('MT940', () => {
  it('turns the year of an entry date: 1231 beside 2 January is of the year before', async () => {
    const { entries } = await one(mt940([':61:2601021231C1,00NTRFA', ':61:2512310102C1,00NTRFB', ':61:2601020102C1,00NTRFC']));
    expect(entries.map(({ bookingDate, valueDate }) => [bookingDate, valueDate])).toEqual([
      ['2025-12-31', '2026-01-02'],
      ['2026-01-02', '2025-12-31'],
      ['2026-01-02', '2026-01-02'],
    ]);
  });

  it('takes 30 February for the last day of February and says so; a 13th month is refused', async () => {
    const statement = await one(mt940([':61:2602300230C1,00NTRFA'], { closing: 'C260302EUR101,00' }));
    expect(statement.entries[0]).toMatchObject({ valueDate: '2026-02-28', bookingDate: '2026-02-28' });
    expect(codes(statement)).toEqual(['bank.date_adjusted', 'bank.date_adjusted']);
    expect(await refusal(mt940([':61:2613011301C1,00NTRFA']))).toEqual({ status: 422, code: 'bank.invalid_date', path: '5:1' });
  });

  it.each([
    ['C', '1.00', undefined],
    ['D', '-1.00', undefined],
    ['RC', '-1.00', true],
    ['RD', '1.00', true],
    ['CR', '1.00', undefined],
    ['DR', '-1.00', undefined],
    ['RCR', '-1.00', true],
  ])('reads the mark %s as %s', async (mark, amount, reversal) => {
    expect((await one(mt940([`:61:260302${mark}1,NTRFA//B`]))).entries[0]).toMatchObject({ amount, ...(reversal ? { reversal } : {}), reference: 'B' });
  });

  it.each(['1.234,56', '1,234.50', '1 234,00', '1.234'])('refuses %s in a statement line, never guesses', async (amount) => {
    expect(await refusal(mt940([`:61:260302C${amount}NTRFA`]))).toMatchObject({ status: 422, path: '5:1' });
  });

  it('puts wrapped subfields together and reads the keys in them', async () => {
    const { entries } = await one(
      mt940([
        ':61:2603020302D25,00NTRFNONREF//X1',
        ':86:109?00RUECKLASTSCHRIFT?20EREF+ORDER-1001?21MREF+M-77?22CRED+DE98ZZZ09999999999?23SVWZ+Rechnung 2026-1001 vom?24',
        ' 1. Maerz, Kunde 4711?30COBADEFFXXX?31DE02120300000000202051?32Maennersache GmbH und Co K?33G?34914',
      ]),
    );
    expect(entries[0]).toMatchObject({
      text: 'Rechnung 2026-1001 vom 1. Maerz, Kunde 4711',
      endToEndId: 'ORDER-1001',
      mandateId: 'M-77',
      creditorId: 'DE98ZZZ09999999999',
      counterparty: { account: 'DE02120300000000202051', bank: 'COBADEFFXXX' },
      returned: { code: '914' },
    });
    expect(entries[0]!.raw).toContain('?24\n 1. Maerz');
  });

  it('reads slash codes and structured references in them', async () => {
    const { entries } = await one(
      mt940([
        ':61:2603020302C10,00NTRFEREF//X1',
        ':86:/TRTP/SEPA OVERBOEKING/IBAN/NL02ABNA0123456789/BIC/ABNANL2A/NAME/J DE',
        ' VRIES/REMI/FACTUUR 1001/EREF/ORDER-7',
        ':61:2603020302C20,00NTRFEREF//X2',
        ':86:/EREF/E9//CNTP/NL02ABNA0123456789/ABNANL2A/K JANSEN///REMI/STRD/CUR/9123456789012345/',
      ]),
    );
    expect(entries[0]).toMatchObject({ text: 'FACTUUR 1001', endToEndId: 'ORDER-7', counterparty: { name: 'J DE VRIES', account: 'NL02ABNA0123456789' } });
    expect(entries[1]).toMatchObject({ endToEndId: 'E9', counterparty: { name: 'K JANSEN' }, references: [{ reference: '9123456789012345' }] });
  });

  it('warns of what does not add up or is missing, and still reads', async () => {
    const wrong = await one(mt940([':61:260302C5,00NTRFA'], { closing: 'C260302EUR104,99' }));
    expect(wrong.warnings).toMatchObject([{ code: 'bank.balance_mismatch' }]);
    expect(wrong.warnings[0]!.detail).toContain('the difference is -0.01');
    expect(codes(await one([':20:A', ':25:1', ':28C:1', ':60F:C260301EUR1,00', ':61:260302C5,00NTRFA'].join('\n')))).toEqual(['bank.balance_missing']);
  });

  it('tells block form, bare form and a missing end apart from nothing, and reads Latin-1', async () => {
    const block = `{1:F01AAAABB99AXXX0000000000}{2:O940}{4:\r\n${mt940([]).replace(/-$/, '-}{5:}')}`;
    expect((await one(block)).closing).toBe('100.00');
    expect((await read(`${mt940([]).replace(/-$/, '')}${mt940([]).replace(/-$/, '')}`)).length).toBe(2);
    const latin = await one(Buffer.from(mt940([':61:260302C1,00NTRFA', ':86:Grüße aus Köln']), 'latin1'));
    expect(latin.entries[0]!.text).toBe('Grüße aus Köln');
  });
});

const camt = (
  entries: string,
  { root = 'BkToCstmrStmt', container = 'Stmt', ns = ' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"', closing = '100.00' } = {},
): string =>
  `<Document${ns}><${root}><GrpHdr><MsgId>M</MsgId></GrpHdr><${container}><Id>S-1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>
${entries}</${container}></${root}></Document>`;
const ntry = (amount: string, inner: string, sign = 'CRDT', status = '<Sts>BOOK</Sts>'): string =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd>${status}<BookgDt><Dt>2026-03-02</Dt></BookgDt>${inner}</Ntry>`;

describe('camt', () => {
  it('reads a batch with its payments, structured references and remitted documents, and checks their sum', async () => {
    const payment = (amount: string, name: string, remittance: string): string =>
      `<TxDtls><Refs><EndToEndId>E-${name}</EndToEndId></Refs><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr><UltmtDbtr><Pty><Nm>Mother</Nm></Pty></UltmtDbtr></RltdPties><RmtInf>${remittance}</RmtInf></TxDtls>`;
    const structured =
      '<Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>INV-1</Nb><RltdDt>2026-02-01</RltdDt></RfrdDocInf><RfrdDocAmt><RmtdAmt Ccy="EUR">10.00</RmtdAmt></RfrdDocAmt><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>RF18539007547034</Ref></CdtrRefInf></Strd>';
    const batch = (total: string) =>
      camt(
        ntry(
          total,
          `<NtryDtls><Btch><PmtInfId>B-1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>${payment('10.00', 'A', structured)}${payment('5.00', 'B', '<Ustrd>Two </Ustrd><Ustrd>parts</Ustrd>')}</NtryDtls>`,
        ),
        {
          closing: '115.00',
        },
      );
    const { entries, warnings } = await one(batch('15.00'));
    expect(warnings).toEqual([]);
    expect(entries[0]).toMatchObject({ amount: '15.00', batch: { id: 'B-1', count: 2 } });
    expect(entries[0]!.details).toMatchObject([
      {
        amount: '10.00',
        endToEndId: 'E-A',
        counterparty: { name: 'A' },
        ultimate: { name: 'Mother' },
        references: [{ reference: 'RF18539007547034', type: 'SCOR' }],
        documents: [{ type: 'CINV', number: 'INV-1', date: '2026-02-01', remitted: { amount: '10.00', currency: 'EUR' } }],
      },
      { amount: '5.00', text: 'Two parts' },
    ]);
    expect(codes(await one(batch('15.01')))).toEqual(['bank.batch_mismatch', 'bank.balance_mismatch']);
  });

  it('reads any namespace, none at all, prefixes and an envelope', async () => {
    expect((await one(camt('', { ns: '' }))).format).toBe('camt.053');
    expect((await one(camt('', { ns: ' xmlns="urn:bank:own"' }))).account).toBe('DE89370400440532013000');
    const prefixed = camt('', { ns: ' xmlns:d="x"' }).replace(/<(\/?)(?=[A-Z])/g, '<$1d:');
    expect((await one(`\n<Envelope>${prefixed}</Envelope>`)).closing).toBe('100.00');
  });

  it('lets only what is booked move the balance', async () => {
    const statement = await one(
      camt(ntry('7.00', '', 'CRDT', '<Sts><Cd>PDNG</Cd></Sts>') + ntry('1.00', '', 'DBIT', '<Sts><Cd>BOOK</Cd></Sts>'), { closing: '99.00' }),
    );
    expect(statement.entries.map(({ status, amount }) => [status, amount])).toEqual([
      ['pending', '7.00'],
      ['booked', '-1.00'],
    ]);
    expect(codes(statement)).toEqual(['bank.not_booked']);
  });

  it('keeps FX, charges and why money came back', async () => {
    const details =
      '<NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt Ccy="USD">12.00</Amt></InstdAmt><CntrValAmt><Amt Ccy="EUR">10.50</Amt></CntrValAmt><TxAmt><Amt Ccy="EUR">10.00</Amt><CcyXchg><SrcCcy>USD</SrcCcy><XchgRate>1.1429</XchgRate></CcyXchg></TxAmt></AmtDtls><Chrgs><Rcrd><Amt Ccy="EUR">0.50</Amt><Tp><Cd>SHA</Cd></Tp></Rcrd></Chrgs><RtrInf><Rsn><Cd>MD06</Cd></Rsn><AddtlInf>Refund requested</AddtlInf></RtrInf></TxDtls></NtryDtls>';
    const { entries } = await one(camt(ntry('10.00', details), { closing: '110.00' }));
    expect(entries[0]).toMatchObject({
      instructed: { amount: '12.00', currency: 'USD' },
      counterValue: { amount: '10.50', currency: 'EUR' },
      rate: '1.1429',
      charges: [{ amount: '0.50', currency: 'EUR', type: 'SHA' }],
      returned: { code: 'MD06', text: 'Refund requested' },
    });
  });

  it('asks no balance of a notification and calls an account report intraday', async () => {
    expect((await one(camt(ntry('1.00', ''), { root: 'BkToCstmrDbtCdtNtfctn', container: 'Ntfctn' }))).stage).toBe('advice');
    expect((await one(camt('', { root: 'BkToCstmrAcctRpt', container: 'Rpt' }))).stage).toBe('intraday');
  });

  it.each([
    ['1e5', 'bank.invalid_amount'],
    ['0x1F', 'bank.invalid_amount'],
    ['1,234.50', 'bank.ambiguous_amount'],
    ['1234,50', 'bank.ambiguous_amount'],
    ['', 'bank.invalid_amount'],
  ])('refuses the amount %j', async (amount, code) => {
    expect(await refusal(camt(ntry(amount, '')))).toEqual({ status: 422, code, path: '4:1' });
  });

  it('refuses a message without a statement, one that breaks off, and bytes of another encoding', async () => {
    expect(await refusal('<Document><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr></BkToCstmrStmt></Document>')).toMatchObject({
      status: 422,
      code: 'bank.empty',
    });
    expect(await refusal(camt(ntry('1.00', '')).slice(0, -30))).toMatchObject({ status: 400, code: 'xml.not_well_formed' });
    expect(await refusal(Buffer.concat([Buffer.from('<Document><BkToCstmrStmt>'), Buffer.from([0xc3, 0x28])]))).toMatchObject({
      status: 400,
      code: 'encoding.invalid_utf8',
    });
  });
});

describe('BAI2', () => {
  const file = (lines: string[]): string => ['01,BANK,US,260302,0600,1,80,1,2/', '02,US,BANK,1,260302,,USD,2/', ...lines].join('\n');
  it('reads funds types, continuations, signs and currencies without decimals, and holds the control totals', async () => {
    const text = file([
      '03,111,JPY,010,1000,,,015,1400,,/',
      '16,142,700,S,100,200,400,BR1,CR1,ACH CREDIT',
      '88,INVOICE 1001',
      '16,451,200,V,260303,0900,BR2,CR2/',
      '16,495,100,D,2,1,60,2,40,BR3,CR3,WIRE/',
      '49,3400,6/',
      '98,3400,1,8/',
      '99,3400,1,10/',
    ]);
    const statement = await one(text);
    expect(statement.warnings).toEqual([]);
    expect(statement).toMatchObject({ currency: 'JPY', opening: '1000', closing: '1400', account: '111' });
    expect(statement.entries.map(({ amount, reference, valueDate, text: words }) => [amount, reference, valueDate, words])).toEqual([
      ['700', 'BR1', '2026-03-02', 'ACH CREDIT INVOICE 1001'],
      ['-200', 'BR2', '2026-03-03', ''],
      ['-100', 'BR3', '2026-03-02', 'WIRE'],
    ]);
    expect(codes(await one(text.replace('49,3400,6', '49,3401,7')))).toEqual(['bank.control_total', 'bank.control_count', 'bank.control_total']);
  });

  it('names what came back', async () => {
    const { entries } = await one(file(['03,1,USD,010,0,,,015,-500,,/', '16,555,500,Z,B,C,Deposited item returned, Reason: "R01"/', '49,0,3/']));
    expect(entries[0]).toMatchObject({ amount: '-5.00', returned: { code: 'R01' } });
  });

  it('refuses a file of nothing but header and trailer', async () => {
    expect(await refusal('01,BANK,US,260302,0600,1,80,1,2/\n99,0,0,2/')).toMatchObject({ status: 422, code: 'bank.empty' });
  });
});

describe('CSV', () => {
  it('reads the German form, newest first, with running balances', async () => {
    const text =
      '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"Betrag";"Waehrung";"Info";"Saldo nach Buchung"\n' +
      '"DE89370400440532013000";"03.03.26";"03.03.26";"GUTSCHRIFT";"Rechnung ""1001"";\nKunde 7";"Müller & Söhne";"DE02120300000000202051";"1.234,56";"EUR";"Umsatz gebucht";"1.284,56"\n' +
      '"DE89370400440532013000";"02.03.26";"02.03.26";"LASTSCHRIFT";"Strom";"Werk";"";"-50,00";"EUR";"Umsatz gebucht";"50,00"\n';
    const statement = await one(Buffer.from(text, 'latin1'));
    expect(statement).toMatchObject({ opening: '100.00', closing: '1284.56', warnings: [], account: 'DE89370400440532013000' });
    expect(statement.entries[0]).toMatchObject({
      amount: '1234.56',
      bookingDate: '2026-03-03',
      text: 'Rechnung "1001"; Kunde 7',
      counterparty: { name: 'Müller & Söhne' },
    });
  });

  it('reads the Nordic form with blanks between thousands', async () => {
    const statement = await one(
      'Bokföringsdag;Belopp;Avsändare;Mottagare;Namn;Rubrik;Saldo;Valuta\n2026/03/02;1\u00a0234,50;;;Anna AB;Faktura 1001;2 234,50;SEK\n',
    );
    expect(statement).toMatchObject({ opening: '1000.00', closing: '2234.50', currency: 'SEK' });
    expect(statement.entries[0]).toMatchObject({ amount: '1234.50', counterparty: { name: 'Anna AB' }, text: 'Faktura 1001' });
  });

  it.each([
    ['2026-03-01,"1.234,56",EUR', 'bank.ambiguous_amount'],
    ['2026-03-01,"1,234.56",EUR', 'bank.ambiguous_amount'],
    ['2026-03-01,12 EUR,EUR', 'bank.invalid_amount'],
    ['01.03.2026,12.00,EUR', 'bank.invalid_date'],
    ['2026-03-01,12.00,euros', 'bank.invalid_currency'],
    ['2026-03-01,,EUR', 'bank.incomplete'],
  ])('refuses %s with its line', async (row, code) => {
    expect(await refusal(`date,amount,currency\n2026-03-01,1.00,EUR\n${row}\n`)).toEqual({ status: 422, code, path: '3:1' });
  });

  it('refuses a wrong IBAN, or leaves its row out when the profile takes files in part', async () => {
    const text = 'date,amount,currency,name,iban\n2026-03-01,1.00,EUR,A,DE89370400440532013001\n2026-03-01,2.00,EUR,B,DE89370400440532013000\n';
    expect(await refusal(text)).toMatchObject({ code: 'bank.invalid_iban', path: '2:1' });
    const { csvProfile } = await import('./csv/csv-profiles.ts');
    const [statement] = await collectStatements(readStatements(inPieces(Buffer.from(text)), { profile: { ...csvProfile('plain'), partial: true } }));
    expect(statement!.entries.map(({ amount }) => amount)).toEqual(['2.00']);
    expect(statement!.warnings).toContainEqual(expect.objectContaining({ code: 'bank.invalid_iban', line: 2 }));
  });

  it.each([
    ['', 'bank.empty'],
    ['\n \n', 'bank.empty'],
    ['date,amount,currency\n', 'bank.empty'],
    ['hello\n', 'bank.unknown_format'],
  ])('refuses %j', async (text, code) => {
    expect(await refusal(text)).toMatchObject({ status: 422, code });
  });
});

describe('entries are taken once', () => {
  const text = mt940([
    ':61:260302C1,00NTRFA//R1',
    ':61:260302C2,00NTRFNONREF',
    ':86:Same',
    ':61:260302C2,00NTRFNONREF',
    ':86:Same',
    ':61:260302C3,00NTRFA//R1',
  ]);
  const keep = (...statements: Statement[]): DayEntry[] => statements.reduce<DayEntry[]>((kept, statement) => takeIn(kept, statement).entries, []);

  it('has a key for each, the same whenever it is read', async () => {
    const [first, again] = [await one(text), await one(text)];
    const keys = first.entries.map(entryKeys(first));
    expect(new Set(keys).size).toBe(4);
    expect(keys[0]).toBe('DE89370400440532013000|5/1 2026-03-01|R1');
    expect(again.entries.map(entryKeys(again))).toEqual(keys);
    expect(statementKey(again, again.entries)).toBe(statementKey(first, first.entries));
    expect(statementKey(again, again.entries.slice(1))).not.toBe(statementKey(first, first.entries));
  });

  it('changes nothing when the same file comes twice', async () => {
    const statement = await one(text);
    expect(keep(statement, statement)).toHaveLength(4);
    expect(takeIn(keep(statement), statement).added).toEqual([]);
  });

  it('takes what overlapping statements repeat once, and two equal payments of one statement twice', async () => {
    const days = (number: string, ...lines: string[]): Promise<Statement> => one(mt940(lines).replace('5/1', number));
    const first = await days('5/1', ':61:260302C1,00NTRFA//R1', ':61:260302C2,00NTRFA//R2', ':61:260302C2,00NTRFA//R2');
    const wider = await days(
      '6/1',
      ':61:260301C9,00NTRFA//R0',
      ':61:260302C1,00NTRFA//R1',
      ':61:260302C2,00NTRFA//R2',
      ':61:260302C2,00NTRFA//R2',
      ':61:260302C1,00NTRFA//R3',
    );
    expect(keep(first, wider).map(({ entry }) => entry.reference)).toEqual(['R1', 'R2', 'R2', 'R0', 'R3']);
  });

  it('takes an advice and repeated reports of a day for one word about it', async () => {
    const report = (number: number, container: string, ...refs: string[]): Promise<Statement> =>
      one(camt(refs.map((ref) => ntry('1.00', `<AcctSvcrRef>${ref}</AcctSvcrRef>`)).join(''), { container }).replace('S-1', `S-${number}`));
    const day = [await report(1, 'Rpt', 'A'), await report(2, 'Rpt', 'A', 'B'), await report(3, 'Ntfctn', 'B', 'C')];
    expect(keep(...day).map(({ entry }) => entry.reference)).toEqual(['A', 'B', 'C']);
    expect(keep(...day, await report(4, 'Stmt', 'A', 'B', 'C', 'D')).map(({ entry, provisional }) => [entry.reference, provisional])).toEqual(
      ['A', 'B', 'C', 'D'].map((reference) => [reference, false]),
    );
  });

  it('replaces what was told during the day by the end of the day, whichever comes first', async () => {
    const intraday = await one(
      [':20:I', ':25:DE89370400440532013000', ':28C:9/1', ':34F:EUR0,', ':13D:2603021200+0100', ':61:260302C1,00NTRFA//I1', '-'].join('\n'),
    );
    const final = await one(mt940([':61:260302C1,00NTRFA//F1'], { closing: 'C260302EUR101,00' }));
    expect(intraday.stage).toBe('intraday');
    for (const order of [
      [intraday, final],
      [final, intraday],
      [intraday, intraday, final, final],
    ]) {
      expect(keep(...order).map(({ entry }) => entry.reference)).toEqual(['F1']);
    }
  });
});

describe('what banks put beside the statement line', () => {
  it("takes an account there for the other side's, and codes for what was ordered and charged", async () => {
    const { entries } = await one(
      mt940(
        [
          ':61:2603020302D65,00NOVBNL47INGB9999999999',
          'hr g paulissen',
          ':86:NL47INGB9999999999 hr g paulissen',
          ':61:2603020302C10,00N654EREF',
          'NL93RABO0312345678',
          ':86:/EREF/E-1/ORDP//NAME/Nespresso/REMI/Invoice 1',
          ':61:2603020302C55,00NTRFRF18539007547034//B9',
          '/OCMT/USD60,00/CHGS/EUR0,50/',
          ':86:Invoice 2',
        ],
        { closing: 'C260302EUR100,00' },
      ),
    );
    expect(entries).toMatchObject([
      { counterparty: { account: 'NL47INGB9999999999', name: 'hr g paulissen' } },
      { counterparty: { account: 'NL93RABO0312345678', name: 'Nespresso' }, endToEndId: 'E-1' },
      {
        reference: 'B9',
        customerReference: 'RF18539007547034',
        instructed: { amount: '60.00', currency: 'USD' },
        charges: [{ amount: '0.50', currency: 'EUR' }],
      },
    ]);
    expect(entries.slice(0, 2).map(({ reference }) => reference)).toEqual([undefined, undefined]);
  });
});
