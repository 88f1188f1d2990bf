import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './program.ts';

const statement = (entries: string[], closing: string): string =>
  [':20:A', ':25:DE89370400440532013000', ':28C:1', ':60F:C260301EUR10,00', ...entries, `:62F:C260302EUR${closing}`, '-'].join('\n');

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderloom-statements-'));
  await writeFile(at('good.sta'), `${statement([':61:260302C5,00NTRFNONREF//B1', ':86:Invoice 1001'], '15,00')}\n${statement([], '10,00')}`);
  await writeFile(at('torn.sta'), statement([':61:260302C5,00NTRFNONREF//B1', ':61:26'], '15,00'));
  await writeFile(at('own.csv'), 'Datum|Betrag|Wie\n1/2/2026|1.000,5|Umsatz\n');
  const profile = {
    id: 'own',
    title: 'Own',
    encoding: 'utf-8',
    delimiter: '|',
    columns: { bookingDate: 'Datum', amount: 'Betrag' },
    text: ['Wie'],
    date: 'DD/MM/YYYY',
    currency: 'EUR',
  };
  await writeFile(at('own.json'), JSON.stringify({ ...profile, number: { decimal: ',', group: '.' } }));
  await writeFile(at('bad.json'), JSON.stringify(profile));
});
afterAll(() => rm(folder, { recursive: true }));

async function hub(...args: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await runCommand(['statement', 'read', ...args], { env: {}, write: (line) => lines.push(line), writeError: (line) => errors.push(line) });
  return { code, lines, errors };
}

describe('hub statement read', () => {
  it('answers one line of JSON per file, also of one that cannot be read', async () => {
    const { code, lines } = await hub('--json', at('good.sta'), at('torn.sta'), at('absent.sta'));
    expect(code).toBe(1);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        file: at('good.sta'),
        format: 'MT940',
        statements: [
          {
            account: 'DE89370400440532013000',
            currency: 'EUR',
            opening: '10.00',
            closing: '15.00',
            warnings: [],
            entries: [
              {
                bookingDate: '2026-03-02',
                valueDate: '2026-03-02',
                amount: '5.00',
                currency: 'EUR',
                reference: 'B1',
                endToEndId: null,
                counterparty: null,
                text: 'Invoice 1001',
              },
            ],
          },
          { account: 'DE89370400440532013000', currency: 'EUR', opening: '10.00', closing: '10.00', warnings: [], entries: [] },
        ],
      },
      { file: at('torn.sta'), error: { code: 'bank.invalid_line', detail: expect.stringContaining('Line 6'), line: 6 } },
      { file: at('absent.sta'), error: { code: 'file.unreadable', detail: expect.any(String), line: null } },
    ]);
    expect(Object.keys(JSON.parse(lines[0]!).statements[0])).toEqual(['account', 'currency', 'opening', 'closing', 'warnings', 'entries']);
  });

  it("reads CSV by a profile of one's own, and says what is wrong with a profile", async () => {
    const { code, lines } = await hub('--json', '--profile', at('own.json'), at('own.csv'));
    expect([code, JSON.parse(lines[0]!).statements[0].entries]).toEqual([
      0,
      [expect.objectContaining({ bookingDate: '2026-02-01', amount: '1000.50', text: 'Umsatz' })],
    ]);
    expect((await hub('--profile', at('bad.json'), at('own.csv'))).errors.join()).toContain("required property 'number'");
    expect((await hub('--profile', 'none', at('own.csv'))).errors.join()).toContain('choose one of plain, german_camt, nordic');
  });

  it('says the same in words', async () => {
    expect((await hub(at('good.sta'))).lines).toEqual([
      `${at('good.sta')}: MT940, 2 statements\n  DE89370400440532013000 EUR 10.00 → 15.00, 1 entries\n  DE89370400440532013000 EUR 10.00 → 10.00, 0 entries`,
    ]);
  });
});
