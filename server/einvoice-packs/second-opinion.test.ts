import { copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildInvoice } from '../../flows/documents/invoice/build/build-invoice.ts';
import { validateInvoice } from '../../flows/documents/invoice/validate.ts';
import { writeUbl } from '../../flows/documents/invoice/write-invoice.ts';
import { samplePlan } from '../../test/support/sample-invoice.ts';
import { runCommand } from '../cli/program.ts';
import { engineFor } from './engine.ts';
import { secondOpinion } from './second-opinion.ts';

const document = writeUbl(buildInvoice(samplePlan)).replace(/<cbc:ID>.*?<\/cbc:ID>/, '');
const ours = validateInvoice(document);
/** A folder with saxon-js in its node_modules; the packages of the hub have none. */
const installed = process.env['SAXON_DIR'] ?? import.meta.dirname;
const isThere = engineFor(installed) !== undefined;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderloom-packs-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a second opinion that cannot be had', () => {
  it('says that there is no folder', async () => {
    expect((await secondOpinion(join(folder, 'nowhere'), document, ours)).absent).toMatch(/no folder/);
  });

  it('says so on the command line too', async () => {
    await writeFile(join(folder, 'invoice.xml'), document);
    const lines: string[] = [];
    const terminal = { env: {}, write: (line: string) => lines.push(line), writeError: (line: string) => lines.push(line) };
    expect(await runCommand(['invoice', 'validate', '--packs', join(folder, 'nowhere'), join(folder, 'invoice.xml')], terminal)).toBe(1);
    expect(lines.join('\n')).toMatch(/BR-02[\s\S]*no second opinion: There is no folder/);
  });

  it.skipIf(engineFor(import.meta.dirname) !== undefined)('says what to install (skipped where saxon-js is installed beside the hub)', async () => {
    expect(await secondOpinion(folder, document, ours)).toMatchObject({ absent: expect.stringMatching(/npm install saxon-js in /), findings: [] });
  });
});

describe.skipIf(!isThere)(isThere ? 'a second opinion' : 'a second opinion (skipped: saxon-js is not installed; SAXON_DIR names a folder that has it)', () => {
  beforeAll(async () => {
    if (process.env['SAXON_DIR'] !== undefined) await symlink(join(installed, 'node_modules'), join(folder, 'node_modules'));
  });

  it('says what to compile', async () => {
    await writeFile(join(folder, 'EN16931-UBL.xslt'), '');
    expect((await secondOpinion(folder, document, ours)).absent).toMatch(/no compiled pack for UBL: compile the XSLT/);
  });

  it('stands beside ours, with what differs', async () => {
    await copyFile(join(import.meta.dirname, 'fixtures/own-UBL.sef.json'), join(folder, 'own-UBL.sef.json'));
    await writeFile(join(folder, 'other-CII.sef.json'), 'not asked');
    expect(await secondOpinion(folder, document, ours)).toEqual({
      packs: ['own-UBL.sef.json'],
      findings: [
        { rule: 'BR-02', severity: 'fatal', path: '/Invoice', message: 'The invoice has a number.' },
        { rule: 'OWN-01', severity: 'warning', path: '/Invoice', message: 'The invoice has a note.' },
      ],
      differences: [{ rule: 'OWN-01', only: 'packs' }],
    });
  });

  it('is asked for on the command line', async () => {
    await writeFile(join(folder, 'invoice.xml'), document);
    const lines: string[] = [];
    const terminal = { env: { EINVOICE_PACKS: folder }, write: (line: string) => lines.push(line), writeError: (line: string) => lines.push(line) };
    expect(await runCommand(['invoice', 'validate', join(folder, 'invoice.xml')], terminal)).toBe(1);
    expect(lines.join('\n')).toMatch(/second opinion of own-UBL\.sef\.json: 2 found, other rules:\n {4}OWN-01 {2}only there/);
  });

  it('says so when a pack breaks', async () => {
    await writeFile(join(folder, 'torn-UBL.sef.json'), '{');
    const { findings } = await secondOpinion(folder, document, ours);
    expect(findings.map(({ rule }) => rule)).toEqual(['BR-02', 'OWN-01', 'einvoice.pack_failed']);
  });
});
