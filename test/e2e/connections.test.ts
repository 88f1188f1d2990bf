import { afterAll, beforeAll, expect, test } from 'vitest';
import order from '../../connectors/shopify/fixtures/order.json' with { type: 'json' };
import type { Flow } from '../../flows/flow.ts';
import { type HubProcess, hubProcess } from '../support/hub-process.ts';
import { openSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.ts';
import { admin } from './kept.ts';
import { look, tooSmall } from './look.ts';
import { untilRun } from './orders.ts';
import { type Ledger, ledger, type ShopifyShop, shopifyShop } from './other-systems.ts';
import { signIn } from './sign-in.ts';
import { callerOf, inBrowser } from './stage.ts';

const shopToken = 'shpat_0123456789abcdef';
const webhookSecret = 'whsec-nordic-trail';
const ledgerToken = 'ledger-token-42';
const mailPassword = 'correct-horse-battery';
const endsOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

/** Books every order of the shop in the ledger. */
const booking: Flow = {
  format: 1,
  id: 'shop_to_ledger',
  title: 'Shop to ledger',
  key: { $expr: 'trigger.number' },
  slots: { shop: 'shopify', ledger: 'http_api' },
  nodes: {
    order: { type: 'shopify.order_created@1', title: 'Order placed', slot: 'shop' },
    book: {
      type: 'http_request@1',
      title: 'Book the order',
      slot: 'ledger',
      config: { method: 'POST', url: '/entries', body: { number: { $expr: 'order.number' } }, class: 'A' },
    },
  },
  edges: [{ from: 'order', to: 'book' }],
};

/** Thanks whoever ordered, by mail. */
const thanks: Flow = {
  format: 1,
  id: 'thanks',
  title: 'Thanks',
  slots: { mail: 'mail' },
  nodes: {
    begin: { type: 'manual@1' },
    send: {
      type: 'mail.send_mail@1',
      title: 'Thank the customer',
      slot: 'mail',
      policy: 'at-most-once',
      config: { to: { $expr: 'trigger.email' }, subject: 'Thank you', text: 'Your order is on its way.' },
    },
  },
  edges: [{ from: 'begin', to: 'send' }],
};

inBrowser('connections', (stage) => {
  let hub: HubProcess;
  let post: SmtpReceiver;
  let shop: ShopifyShop;
  let books: Ledger;
  const caller = callerOf(() => hub);

  beforeAll(async () => {
    [shop, books, post] = await Promise.all([
      shopifyShop(shopToken, webhookSecret),
      ledger(ledgerToken),
      openSmtpReceiver({ users: { billing: mailPassword } }),
    ]);
    hub = await hubProcess({
      env: { HUB_ADMIN_EMAIL: admin.email, HUB_ADMIN_PASSWORD: admin.password, EGRESS_ALLOW: `${shop.place},${books.place},${post.place}` },
    });
    await hub.start();
    await caller.call('POST', '/api/flows', booking);
  });
  afterAll(() => Promise.all([hub?.remove(), shop?.close(), books?.close(), post?.close()]));

  test('an admin connects two systems, is told what is wrong with the first try, binds the slots, and a signed order runs', async () => {
    const found: string[] = [];
    const page = await stage.stranger({ baseURL: hub.url });
    await signIn(page);
    await page.getByRole('link', { name: 'Connectors' }).click();
    await page.getByText(/in the catalogue, 0 enabled in Production/).waitFor();
    found.push(...(await look(page, 'connectors')));

    // A wrong token first: how far it got, and what helps.
    await page.getByRole('link', { name: 'Enable Shopify' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Nordic Trail');
    await page.getByRole('button', { name: 'Save and test' }).click();
    await page.getByText('This is needed.').first().waitFor();
    await page.getByRole('textbox', { name: 'Shop' }).fill('nordic-trail.myshopify.com');
    await page.getByRole('textbox', { name: 'Address' }).fill(shop.admin);
    await page.getByLabel(/^Access token( \*)?$/).fill('shpat_wrong-wrong-wrong');
    await page.getByRole('button', { name: 'Set Webhook secret' }).click();
    await page.getByLabel(/^Webhook secret( \*)?$/).fill(webhookSecret);
    found.push(...(await look(page, 'connector-enable')));
    await page.getByRole('button', { name: 'Save and test' }).click();

    const tested = page.getByRole('region', { name: 'Test' });
    await tested.getByRole('heading', { name: `Reached ${shop.place}, but it does not let us in` }).waitFor();
    await tested.getByText('Shopify does not accept the access token').waitFor();
    await tested.getByText('401', { exact: true }).waitFor();
    await tested.getByText('Raw answer').click();
    await tested.getByText(/Invalid API key or access token/).waitFor();
    expect(await page.content()).not.toContain('shpat_wrong');
    found.push(...(await look(page, 'connection-refused')));

    // The way out opens the field; the right token is then told apart.
    await tested.getByRole('button', { name: 'replace Access token' }).click();
    await page.getByLabel(/^New value of Access token( \*)?$/).fill(shopToken);
    await page.getByLabel('Ends on').fill(endsOn);
    await page.getByRole('button', { name: 'Save and test' }).click();
    await tested.getByRole('heading', { name: `Signed in at ${shop.place}` }).waitFor();
    await tested.getByText('Connected to Nordic Trail').waitFor();
    const address = await page.getByRole('region', { name: 'Messages come in here' }).locator('code').innerText();
    expect(address).toBe(`${hub.url}/in/shopify/shopify`);
    await page.getByText('Access token').filter({ hasText: 'Access token' }).first().waitFor();

    // The other system.
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Connectors' }).click();
    await page.getByRole('link', { name: 'Enable HTTP system' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Ledger');
    await page.getByRole('textbox', { name: 'Address' }).fill(books.base);
    await page.getByLabel(/^Secret( \*)?$/).fill(ledgerToken);
    await page.getByRole('button', { name: 'Save and test' }).click();
    await tested.getByRole('heading', { name: `Signed in at ${books.place}` }).waitFor();

    // Slots of the draft wait; one is bound from the connection's page, one from the list.
    await page.getByRole('region', { name: 'Slots' }).getByRole('button', { name: 'Bind ledger of Shop to ledger' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bind' }).click();
    await page.getByText('Slot ledger is bound to Ledger').waitFor();
    await page.getByRole('region', { name: 'Slots' }).getByText('production / ledger').waitFor();
    await page.goto('/connectors?tab=slots');
    await page.getByText('1 not bound').waitFor();
    found.push(...(await look(page, 'slots')));
    await page.getByRole('button', { name: 'Bind shop of Shop to ledger' }).click();
    await page.getByRole('dialog').getByText('“Shop to ledger” alone').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bind' }).click();
    await page.getByText('this flow only').waitFor();
    await caller.call('POST', '/api/flows/shop_to_ledger/deploy', {});

    // Signed by somebody else it is refused, signed by the shop it runs.
    expect((await shop.tell(address, 'orders/create', order, 'somebody else')).status).toBe(401);
    const taken = await shop.tell(address, 'orders/create', order);
    expect(taken.status).toBe(202);
    const { runId } = (await taken.json()) as { runId: string };
    await untilRun(caller, runId, ({ status }) => status === 'completed');
    expect(books.entries).toEqual([{ number: '#2047' }]);

    // What left is counted, and the flow is named.
    await page.goto('/connectors?tab=connections');
    const row = page.getByRole('row').filter({ hasText: 'Ledger' });
    await row.getByText('Healthy').waitFor();
    await page
      .getByRole('region', { name: 'Ends soon' })
      .getByText(/Access token/)
      .waitFor();
    found.push(...(await look(page, 'connections')));
    await row.getByRole('link', { name: 'Ledger' }).click();
    await page.getByRole('region', { name: 'Health' }).getByText('The one call in the last hour went well.').waitFor();
    await page.getByRole('region', { name: 'Used by' }).getByRole('link', { name: 'Shop to ledger' }).waitFor();
    found.push(...(await look(page, 'connection')));
    expect(found).toEqual([]);

    const stored = JSON.stringify(await caller.call('GET', '/api/connections'));
    for (const secret of [shopToken, webhookSecret, ledgerToken]) expect(stored).not.toContain(secret);
    expect(await caller.call('GET', '/api/connections/shopify/health')).toMatchObject({ ends: [{ what: 'Access token', at: `${endsOn}T00:00:00.000Z` }] });
  });

  test('a secret is replaced with an overlap, then forgotten; the pause says what it does', async () => {
    const page = await stage.stranger({ baseURL: hub.url });
    await signIn(page);
    await page.goto('/connectors/shopify');
    await page.getByRole('button', { name: 'Replace Webhook secret' }).click();
    await page.getByLabel(/^New value of Webhook secret( \*)?$/).fill('whsec-next');
    await page.getByLabel('Take messages signed with the old one for').fill('2');
    await page.getByRole('button', { name: 'Save and test' }).click();
    await page.getByRole('region', { name: 'Health' }).getByText('Webhook secret, former value').waitFor();
    const again = { ...order, id: 880100200301, name: '#2048' };
    for (const secret of [webhookSecret, 'whsec-next']) {
      expect((await shop.tell(`${hub.url}/in/shopify`, 'orders/create', { ...again, name: `${again.name} ${secret}` }, secret)).status).toBe(202);
    }
    await page.getByRole('button', { name: 'Forget Webhook secret' }).click();
    await page.getByText('Is forgotten when you save').waitFor();
    await page.getByRole('button', { name: 'Save and test' }).click();
    await page.getByText('Webhook secret is not set: nothing that comes in can be believed yet.').waitFor();
    expect((await shop.tell(`${hub.url}/in/shopify`, 'orders/create', again, 'whsec-next')).status).toBe(401);
  });

  test('an admin connects a mail server, with a wrong password first; a flow sends through it', async () => {
    await caller.call('POST', '/api/flows', thanks);
    const page = await stage.stranger({ baseURL: hub.url });
    await signIn(page);
    await page.getByRole('link', { name: 'Connectors' }).click();
    await page.getByRole('link', { name: 'Enable Mail' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Post office');
    await page.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
    await page.getByLabel(/^Port( \*)?$/).fill(String(post.port));
    await page.getByRole('radio', { name: 'none' }).check();
    await page.getByRole('textbox', { name: 'User' }).fill('billing');
    await page.getByRole('textbox', { name: 'From' }).fill('Billing <billing@shop.example>');
    await page.getByRole('button', { name: 'Set Password' }).click();
    await page.getByLabel(/^Password( \*)?$/).fill('not-the-password');
    await page.getByRole('button', { name: 'Save and test' }).click();
    const tested = page.getByRole('region', { name: 'Test' });
    await tested
      .getByText(/refuses this password for billing/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Replace Password' }).click();
    await page.getByLabel(/^New value of Password( \*)?$/).fill(mailPassword);
    await page.getByRole('button', { name: 'Save and test' }).click();
    await tested
      .getByText(/Signed in as billing/)
      .first()
      .waitFor();

    await page.getByRole('region', { name: 'Slots' }).getByRole('button', { name: 'Bind mail of Thanks' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bind' }).click();
    await page.getByText('Slot mail is bound to Post office').waitFor();
    await caller.call('POST', '/api/flows/thanks/deploy', {});
    const { runId } = await caller.call<{ runId: string }>('POST', '/api/flows/thanks/runs', { input: { email: 'kim@example.com' } });
    await untilRun(caller, runId, ({ status }) => status === 'completed');
    expect(post.taken.map(({ from, to, user }) => ({ from, to, user }))).toEqual([{ from: 'billing@shop.example', to: ['kim@example.com'], user: 'billing' }]);
    expect(post.taken[0]?.raw).toContain('Subject: Thank you');
  });

  test('on a phone everything is within reach', async () => {
    const found: string[] = [];
    const page = await stage.stranger({ baseURL: hub.url, viewport: { width: 390, height: 844 } });
    await signIn(page);
    for (const [name, path, there] of [
      ['connectors', '/connectors', '.connector-card'],
      ['connections', '/connectors?tab=connections', '.connection-table tbody tr'],
      ['slots', '/connectors?tab=slots', '.slot-table tbody tr'],
      ['connection', '/connectors/shopify', '.health'],
    ] as const) {
      await page.goto(path);
      await page.locator(there).first().waitFor();
      found.push(...(await look(page, name)), ...(await tooSmall(page)).map((target) => `${name}: ${target}`));
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    }
    expect(found).toEqual([]);
  });

  test('an operator reads which right is missing and finds nothing to change', async () => {
    const { token } = await caller.call<{ token: string }>('POST', '/api/tokens', { name: 'desk', role: 'operator' });
    const page = await stage.stranger({ baseURL: hub.url, extraHTTPHeaders: { authorization: `Bearer ${token}` } });
    await page.getByRole('link', { name: 'Connectors' }).click();
    await page.getByText('Changing connections takes the role admin').waitFor();
    await page.getByRole('heading', { name: 'Shopify' }).waitFor();
    expect(await page.getByRole('link', { name: /^Enable/ }).count()).toBe(0);
    for (const path of ['/connectors?tab=connections', '/connectors/shopify', '/connectors/new/shopify']) {
      await page.goto(path);
      await page.getByText('Connections and their health are shown to people with the role admin').waitFor();
    }
  });
});
