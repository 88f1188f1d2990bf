/** Where a scenario plays: the shared hub, the shared browser, a fresh signed-in page per test, and an ear for what goes wrong in it. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { admin, chromiumPath, findKept } from './kept.ts';
import { listen } from './listen.ts';

export interface Stage {
  url(path: string): string;
  /** A page of somebody who has not signed in. */
  stranger(options?: BrowserContextOptions): Promise<Page>;
  /** A page of the admin, opened at a path. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Asks the hub as automation does; refuses to go on when it refuses. */
  call<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  /** Lines of the console that a test provokes on purpose. */
  expectNoise(line: RegExp): void;
}

/** Tests in a real browser. Without Chromium they are left out, and say so, unless every adapter is required. */
export function inBrowser(name: string, tests: (stage: Stage) => void): void {
  if (!existsSync(chromiumPath)) {
    const reason = `${name}: left out, there is no Chromium at ${chromiumPath}; install it, or name another with CHROMIUM`;
    if (process.env['REQUIRE_ADAPTERS'] === 'all') throw new Error(reason);
    console.log(reason);
    describe.skip(name, () => test('needs Chromium', () => undefined));
    return;
  }
  describe(name, () => play(tests));
}

function play(tests: (stage: Stage) => void): void {
  let hub: { url: string; token: string };
  let browser: Browser;
  let session: Awaited<ReturnType<typeof signIn>>;
  let quiet: RegExp[] = [];
  let heard: string[] = [];

  beforeAll(async () => {
    const kept = await findKept();
    hub = kept;
    browser = await chromium.connect(kept.browser);
    session = await signIn(browser, kept.url);
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    const [said, expected] = [heard, quiet];
    [heard, quiet] = [[], []];
    expect(
      said.filter((line) => !expected.some((noise) => noise.test(line))),
      'errors in the browser',
    ).toEqual([]);
  });

  const open = async (path: string, options: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext({ baseURL: hub.url, viewport: { width: 1440, height: 900 }, ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    listen(page, (line) => heard.push(line));
    await page.goto(path);
    return page;
  };
  tests({
    url: (path) => hub.url + path,
    stranger(options = {}) {
      quiet.push(/status of 401/);
      return open('/', options);
    },
    open: (path, options = {}) => open(path, { storageState: session, ...options }),
    async call<T>(method: string, path: string, body?: unknown) {
      const answer = await fetch(hub.url + path, {
        method,
        headers: { authorization: `Bearer ${hub.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as T; // the shape is the contract of server/http/api.ts
    },
    expectNoise: (line) => void quiet.push(line),
  });
}

async function signIn(browser: Browser, url: string) {
  const context = await browser.newContext({ baseURL: url });
  const answer = await context.request.post('/api/session', { data: admin });
  if (!answer.ok()) throw new Error(`the admin of the suite could not sign in: ${answer.status()} ${await answer.text()}`);
  const state = await context.storageState();
  await context.close();
  return state;
}
