import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { MatchQueue } from '../../server/http/api.ts';
import { root } from '../support/hub-process.ts';
import { sampleInvoice } from '../support/sample-invoice.ts';
import { inBothLights } from './barriers.ts';
import { look, tooSmall } from './look.ts';
import { deploy } from './own-flows.ts';
import { inBrowser } from './stage.ts';

const customers = [
  { id: '30377', name: 'Brückner Haustechnik GmbH' },
  { id: '40100', name: 'Van der Linde Installaties' },
  { id: '50200', name: 'Kivilahti LVI Oy' },
  { id: '60300', name: 'Rørmontage Nord ApS' },
];
const item = (id: string, customer: string, amount: string, more: object = {}) => ({
  ...{ id, customer, amount, currency: 'EUR', date: '2026-11-03', due: '2026-12-03' },
  ...more,
});
const items = [
  item('2026-11804', '30377', '9240.00', { discount: { amount: '184.80', until: '2026-11-17' } }),
  item('2026-11811', '30377', '5929.59', { discount: { amount: '118.59', until: '2026-11-24' } }),
  item('2026-11820', '40100', '6402.75'),
  item('2026-11831', '50200', '3118.00'),
  item('2026-11832', '60300', '12480.00'),
  item('2026-11833', '60300', '12480.00'),
];

const credit = (amount: string, text: string, name: string, account = '') =>
  `:61:2611181118C${amount},NTRFNONREF\n:86:166?00GUTSCHRIFT?20${text}${account === '' ? '' : `?31${account}`}?32${name}\n`.replace(/(\d\d),NTRF/, '$1NTRF');
const day = `:20:DAY1118
:25:37040044/0532013000
:28C:42/1
:60F:C261117EUR100000,00
${credit('14866,20', 'RE 2026-11804 2026-11811 ABZGL SKONTO', 'BRUECKNER HAUSTECHNIK', 'DE89370400440532013000')}${credit('6402,75', 'INVOICE 2026-11820', 'VAN DER LINDE INSTALLATIES')}${credit('3100,00', 'LASKU 2026-11831', 'KIVILAHTI LVI OY', 'FI2112345600000785')}${credit('12480,00', 'BETALING', 'RORMONTAGE NORD')}:62F:C261118EUR136848,95
-
`;
const file = (name: string, text: string) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });

const wrong = `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
  <cbc:ID>INV-77</cbc:ID>
  <cbc:IssueDate>2026-11-20</cbc:IssueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty><cac:Party>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>SE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    <cac:PartyLegalEntity><cbc:RegistrationName>Nordic Heat AB</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    <cac:PartyLegalEntity><cbc:RegistrationName>Brückner Haustechnik GmbH</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingCustomerParty>
  <cac:LegalMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="EUR">130.00</cbc:TaxInclusiveAmount>
    <cbc:PayableAmount currencyID="EUR">130.00</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
  <cac:InvoiceLine>
    <cbc:ID>1</cbc:ID>
    <cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>Heat pump &lt;b&gt;12&lt;/b&gt;</cbc:Name></cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="EUR">100.00</cbc:PriceAmount></cac:Price>
  </cac:InvoiceLine>
</Invoice>
`;

/** The list is read when the page opens. */
async function isShownOr(page: Page, wanted: Locator): Promise<boolean> {
  if (await wanted.isVisible()) return true;
  await page.reload();
  return false;
}

/** Issues what it is sent. */
const issuing: Flow = {
  format: 1,
  id: 'money_issue',
  title: 'Issue at once',
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'webhook@1', title: 'Invoice arrives', config: { path: 'money-issue', signature: 'none', dedupe: { $expr: 'trigger.number' } } },
    issue: { type: 'issue_invoice@1', title: 'Issue', config: { invoice: { $expr: 'trigger.invoice' }, series: 'WEB-' } },
  },
  edges: [{ from: 'order', to: 'issue' }],
};

const drop = (page: Page, ...files: ReturnType<typeof file>[]) => page.locator('input[type=file]').first().setInputFiles(files);

inBrowser('money', (stage) => {
  const queue = (state = 'waiting') => stage.call<MatchQueue>('GET', `/api/matches?state=${state}`);
  const waiting = async () => (await queue()).counts.waiting;
  const row = (page: Page, payer: string) => page.locator('.match-row', { hasText: payer });
  const left = (page: Page) => page.locator('.identity-figure').last().locator('dd').innerText();

  test('bank files are read before they are booked; what came before, and what is no bank file, is said', async () => {
    const before = await waiting(); // other files of the suite book payments too
    const page = await stage.open('/money');
    if (before === 0) await page.getByRole('link', { name: 'Read bank files' }).waitFor();
    expect(await look(page, 'money-empty')).toEqual([]);
    await stage.call('POST', '/api/items', { customers, items });
    await page.getByRole('link', { name: 'Bank files', exact: true }).click();
    stage.expectNoise(/status of 4\d\d/);
    await drop(page, file('day.sta', day), file('day-again.sta', day), file('shopping.txt', 'milk, bread'));
    const card = (name: string) => page.getByRole('region', { name, exact: true });
    await card('day.sta').getByText('EUR 36,848.95').waitFor();
    await card('day.sta').getByText('136,848.95', { exact: true }).waitFor();
    await card('day-again.sta').getByText('Came before', { exact: true }).waitFor();
    await card('shopping.txt').getByText('Refused').waitFor();
    expect(await waiting()).toBe(before);
    expect(await look(page, 'money-files')).toEqual([]);
    await page.getByRole('button', { name: 'Take 2 files into the books' }).click();
    await card('day.sta').getByText('4 payments added').waitFor();
    await card('day-again.sta').getByText('0 payments added · 4 entries came before').waitFor();
    expect(await waiting()).toBe(before + 4);
  });

  test('the queue is worked with keys alone: choose, confirm, and take back', async () => {
    const all = await waiting();
    const page = await stage.open('/money/matches');
    await row(page, 'BRUECKNER').click();
    const work = page.getByRole('region', { name: 'Brückner Haustechnik GmbH' });
    await work.getByText('Both', { exact: false }).or(work.locator('.cleared-number').first()).first().waitFor();
    expect(await left(page)).toBe('0.00');
    expect(await page.locator('.identity').innerText()).toContain('303.39');
    expect(await look(page, 'money-match')).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('BRUECKNER HAUSTECHNIK, EUR 14,866.20: 2 items cleared').waitFor();
    await expect.poll(waiting).toBe(all - 1);
    await page.keyboard.press('u');
    await page.getByText('It waits again').first().waitFor();
    await expect.poll(waiting).toBe(all);
    await expect.poll(() => page.locator('.match-row[data-here]').innerText()).toContain('BRUECKNER');
    const before = await page.locator('.match-row[data-here]').innerText();
    await page.keyboard.press('j');
    await expect.poll(() => page.locator('.match-row[data-here]').innerText()).not.toBe(before);
    await page.keyboard.press('k');
    await expect.poll(() => page.locator('.match-row[data-here]').innerText()).toBe(before);
  });

  test('missing money is paid in part, or written off with a reason; sums follow what is typed', async () => {
    const page = await stage.open('/money/matches');
    await row(page, 'KIVILAHTI').click();
    const typed = page.getByLabel('Cleared of 2026-11831');
    await typed.fill('3,118.00');
    await expect.poll(() => left(page)).toBe('\u221218.00');
    expect(await page.getByRole('button', { name: 'Confirm and next' }).isDisabled()).toBe(true);
    await typed.blur();
    await page.keyboard.press('p');
    await expect.poll(() => typed.inputValue()).toBe('3,100.00');
    await page.getByText('2026-11831 keeps 18.00 open').waitFor();
    await typed.fill('3118');
    await typed.blur();
    await page.keyboard.press('w');
    await page.getByRole('dialog').getByRole('button', { name: 'Bank charges of the payer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Write off' }).click();
    await expect.poll(() => left(page)).toBe('0.00');
    await page.getByText('18.00 goes to write-off').waitFor();
    await page.getByRole('button', { name: 'Confirm and next' }).click();
    await page.getByText('payer of Kivilahti LVI Oy learned').waitFor();
    await page.getByText(/^Decided/).click();
    await row(page, 'KIVILAHTI').click();
    await page.getByText('“Bank charges of the payer”').waitFor();
    expect(await inBothLights(page, 'decided')).toEqual([]);
  });

  test('of two alike a person chooses by digit; an item of anyone is found for a split', async () => {
    const page = await stage.open('/money/matches');
    await row(page, 'RORMONTAGE').click();
    const number = page.locator('.cleared-number').nth(1);
    await number.waitFor();
    const first = await number.innerText();
    await page.keyboard.press('2');
    await expect.poll(() => number.innerText()).not.toBe(first);
    await page.keyboard.press('s');
    await page.getByRole('dialog').getByLabel('Number or customer').fill('11820');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /2026-11820/ })
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Cleared of 2026-11820').waitFor();
    await expect.poll(() => left(page)).toBe('\u22126,402.75');
    await page.getByRole('button', { name: 'Take 2026-11820 out' }).click();
    await expect.poll(() => left(page)).toBe('0.00');
  });

  test('an invoice is drawn, and a finding leads to its place in it and in its source', async () => {
    const page = await stage.open('/money/invoices');
    await page.getByRole('region', { name: 'Issued invoices' }).waitFor();
    await drop(page, file('wrong.xml', wrong));
    const drawing = page.getByRole('article', { name: 'The invoice as it reads' });
    await drawing.getByText('Heat pump <b>12</b>').waitFor();
    const finding = page.getByRole('button', { name: /BR-CO-15/ });
    await finding.click();
    expect(await page.locator('.source-line[data-chosen]').innerText()).toMatch(/Amount/);
    await page
      .getByRole('button', { name: /BR-CO-13|BR-CO-16|BR-S|BR-CO-18|BR-53|BR-CO/ })
      .first()
      .waitFor();
    await drawing.locator('.at', { hasText: '130.00' }).last().click();
    expect(await page.locator('.source-line[data-chosen]').innerText()).toContain('PayableAmount');
    expect(await look(page, 'money-invoice')).toEqual([]);
    await page.getByRole('button', { name: 'Close the invoice' }).click();
    stage.expectNoise(/status of 4\d\d/);
    await drop(page, file('note.xml', '<note/>'));
    await page.getByRole('alert').getByText('note.xml').waitFor();
  });

  test('an issued invoice is listed with where it stands, how it came there, and its files', async () => {
    await deploy(stage, issuing);
    await stage.call('POST', '/in/money-issue', { number: 'SO-1', invoice: sampleInvoice() });
    const page = await stage.open('/money/invoices');
    const list = page.getByRole('region', { name: 'Issued invoices' });
    const number = list.getByRole('button', { name: 'WEB-00001' });
    await expect.poll(() => isShownOr(page, number), { timeout: 20_000, interval: 1_000 }).toBe(true);
    await number.click();
    await list.getByRole('list', { name: 'State' }).getByText('Valid').waitFor();
    await list.getByText('Nordlys AS').waitFor();
    await list.getByText('EUR 125.00').waitFor();
    const file = await page.request.get((await list.getByRole('link', { name: 'WEB-00001 as UBL' }).getAttribute('href')) ?? '');
    expect(await file.text()).toContain('WEB-00001');
    expect(await look(page, 'money-issued')).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await tooSmall(page)).toEqual([]);
    expect(await look(page, 'money-issued')).toEqual([]);
  });

  const hybrid = join(root, '../shared/data/einvoice/facturx/EN16931_Einfach.pdf');
  test.skipIf(!existsSync(hybrid))(
    `a PDF with an invoice inside is drawn (${existsSync(hybrid) ? 'shared sample' : 'left out: no samples at ../shared/data'})`,
    async () => {
      const page = await stage.open('/money/invoices');
      await page.locator('input[type=file]').first().setInputFiles(hybrid);
      await page.getByRole('article', { name: 'The invoice as it reads' }).getByText('Trennblätter A4').waitFor();
      await page.getByText('<rsm:CrossIndustryInvoice').first().waitFor();
    },
  );

  test('what the hub cannot say is said where it stands, and asked again', async () => {
    const page = await stage.open('/money/matches');
    await row(page, 'BRUECKNER').waitFor();
    stage.expectNoise(/ERR_FAILED|Failed to load/);
    await page.route('**/api/matches/**', (route) => route.abort());
    await row(page, 'BRUECKNER').click();
    const refusal = page.getByRole('alert').filter({ hasText: 'This payment could not be read' });
    await refusal.waitFor({ timeout: 30_000 });
    expect(await look(page, 'money-error')).toEqual([]);
    await page.unroute('**/api/matches/**');
    await refusal.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.identity').waitFor();
  });

  test('nothing sticks out of a phone, and a thumb hits everything', async () => {
    const page = await stage.open('/money/matches');
    await page.setViewportSize({ width: 390, height: 844 });
    const check = async (name: string) => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
      expect(await tooSmall(page), name).toEqual([]);
      expect(await look(page, name), name).toEqual([]);
    };
    await row(page, 'BRUECKNER').waitFor();
    await check('money-queue');
    await row(page, 'BRUECKNER').click();
    await page.locator('.identity').waitFor();
    await check('money-match');
    await page.goto('/money/statements');
    await drop(page, file('day.sta', day));
    await page.getByText('Came before', { exact: true }).waitFor();
    await check('money-files');
    await page.goto('/money/invoices');
    await drop(page, file('wrong.xml', wrong));
    await page.getByRole('article').waitFor();
    await check('money-invoice');
    await page
      .getByText(/^Findings/)
      .first()
      .click();
    await check('money-findings');
  });
});
