/** Whatever arrives, the answer is statements or a refusal in words: never a crash, never an endless wait. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../flow.ts';
import { toUnits } from './amount.ts';
import { checkStatement } from './check-statement.ts';
import { readBankFile } from './read-bank-file.ts';

const files = {
  mt940: [
    ':20:A',
    ':25:50880050/0194787400888EUR',
    ':28C:4/1',
    ':60F:C260301EUR100,00',
    ':61:2603020302CR50,05NTRFREF//B1',
    'supplement',
    ':86:166?00GUTSCHRIFT?20EREF+E-1?21SVWZ+Invoice 1?32Name?34901',
    ':61:2603020302RD1,00S   X',
    ':NS:01text',
    '15name',
    ':34F:EUR0,',
    ':90C:1EUR50,05',
    ':62F:C260302EUR150,05',
    '-',
  ].join('\n'),
  camt: '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct><Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal><Ntry><Amt Ccy="EUR">2.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls><AddtlNtryInf>/REMI/A/EREF/B</AddtlNtryInf></Ntry></Stmt></BkToCstmrStmt></Document>',
  pain: '<Document><CstmrPmtStsRpt><GrpHdr><MsgId>1</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>M</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>P</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>E</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>',
  bai2: '01,A,B,260302,0600,1,80,1,2/\n02,B,A,1,260302,,EUR,2/\n03,111,EUR,010,100,,,015,80,,/\n88,100,0,0,V,260302,,400,20,1,/\n16,451,20,D,1,1,20,R,C,TEXT\n88,EREF: X\n49,220,4/\n98,220,1,6/\n99,220,1,8/',
  csv: 'date,amount,currency,account,text,balance\n2026-03-01,1.00,EUR,A,"x, ""y""",1.00\n2026-03-02,-2.00,EUR,A,z,-1.00\n',
};

/** Answers with what was read, or that it was refused; anything else is thrown. */
async function outcome(bytes: Uint8Array): Promise<number | 'refused'> {
  try {
    const { read } = await readBankFile(bytes);
    for (const { entries } of read) for (const { amount } of entries) expect(amount).toMatch(/^-?\d+(\.\d+)?$/);
    for (const statement of read) expect(checkStatement(statement)).toEqual([]);
    for (const { balances } of read) for (const { amount } of balances) toUnits(amount);
    return read.length;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect([400, 413, 422]).toContain(error.status);
    expect(error.problems[0]!.code).toMatch(/^[a-z]+\.[a-z0-9_]+$/);
    expect(error.message).not.toMatch(/undefined|NaN|\[object|at .*\.ts/);
    return 'refused';
  }
}

const piece = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    '/',
    ',',
    ':',
    '?20',
    '<',
    '>',
    '&',
    '"',
    '\n',
    '\r',
    '0',
    '99999999999999999999',
    '-',
    ':61:',
    '88,',
    '16,',
    'EUR',
    '\u0000',
    '__proto__',
    '</Ntry>',
    '/REMI/',
  ),
);
const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat({ max: 20 }), put: piece });

describe.each(Object.entries(files))('%s', (_name, text) => {
  it('whole, it is read', async () => {
    expect(await outcome(Buffer.from(text))).not.toBe('refused');
  });

  it('damaged anywhere, it is read or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        let damaged = text;
        for (const { at, cut, put } of changes) {
          const from = Math.floor(at * damaged.length);
          damaged = damaged.slice(0, from) + put + damaged.slice(from + cut);
        }
        await outcome(Buffer.from(damaged));
      }),
      { numRuns: 400 },
    );
  });

  it('broken off anywhere, it is read or refused', async () => {
    for (let end = 0; end < text.length; end += 3) await outcome(Buffer.from(text.slice(0, end)));
  });
});

it('random bytes are refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      expect(await outcome(bytes)).toBe('refused');
    }),
    { numRuns: 300 },
  );
});

it.each([
  ['a line of a megabyte', `:20:A\n:86:${'x'.repeat(2_000_000)}`],
  ['a quote that is never closed', `date,amount,currency\n"${'a\n'.repeat(100_000)}`],
  ['slash codes without end', `:20:A\n:61:260302C1,NTRFA\n:86:${'/REMI/'.repeat(50_000)}`],
  ['subfields without end', `:20:A\n:61:260302C1,NTRFA\n:86:166${'?20'.repeat(50_000)}`],
  ['keys without end', `:20:A\n:61:260302C1,NTRFA\n:86:${'SVWZ+EREF+'.repeat(50_000)}`],
  ['blanks without end', `:20:A\n:61:260302C1,NTRFA${' '.repeat(500_000)}x\n:86:${' '.repeat(500_000)}x`],
  ['digits without end', `:20:A\n:61:260302C${'1'.repeat(500_000)}`],
  ['continuations without end', `01,A/\n02,B,A,1,260302,,EUR/\n03,1,EUR/\n16,451,1,Z,R,C,T\n${'88,x\n'.repeat(200_000)}`],
  ['lines without a tag', `:20:A\n:61:260302C1,NTRFA\n:86:a${'\n'.repeat(300_000)}`],
])('%s takes no long while', async (_name, text) => {
  const began = performance.now();
  await outcome(Buffer.from(text));
  expect(performance.now() - began).toBeLessThan(2_000);
});

it('a large file leaves room for everything else meanwhile', async () => {
  const entry = '<Ntry><Amt Ccy="EUR">2.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt></Ntry>\n';
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  expect(await outcome(Buffer.from(files.camt.replace('<Ntry>', `${entry.repeat(30_000)}<Ntry>`)))).toBe(1);
  delay.disable();
  expect(delay.percentile(90) / 1e6).toBeLessThan(200);
});
