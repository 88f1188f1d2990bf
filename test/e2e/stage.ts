/** Where a scenario plays: the shared hub, the shared browser, a fresh signed-in page per test, and an ear for what goes wrong in it. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { admin, chromiumPath, findKept } from './kept.ts';
import { listen } from './listen.ts';

/** How automation speaks to a hub. */
export interface Caller {
  url(path: string): string;
  /** Asks the hub; refuses to go on when it refuses. */
  call<T = unknown>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
}

export interface Stage extends Caller {
  /** A page of somebody who has not signed in. */
  stranger(options?: BrowserContextOptions): Promise<Page>;
  /** A page of the admin, opened at a path. */
  open(path: string): Promise<Page>;
  /** Lines of the console that a test provokes on purpose. */
  expectNoise(line: RegExp): void;
  /** What went wrong in the pages of this test so far. */
  heard(): readonly string[];
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
  /** The admin's browser profile: its pages share a session and a cache. */
  let profile: BrowserContext;
  let quiet: RegExp[] = [];
  let heard: string[] = [];

  beforeAll(async () => {
    const kept = await findKept();
    hub = kept;
    browser = await chromium.connect(kept.browser);
    profile = await contextFor({});
    const answer = await profile.request.post('/api/session', { data: admin });
    if (!answer.ok()) throw new Error(`the admin of the suite could not sign in: ${answer.status()} ${await answer.text()}`);
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await Promise.all(profile.pages().map((page) => page.close()));
    await Promise.all(browser.contexts().map((context) => context !== profile && context.close()));
    const [said, expected] = [heard, quiet];
    [heard, quiet] = [[], []];
    expect(
      said.filter((line) => !expected.some((noise) => noise.test(line))),
      'errors in the browser',
    ).toEqual([]);
  });

  const contextFor = async (options: BrowserContextOptions): Promise<BrowserContext> => {
    const context = await browser.newContext({ baseURL: hub.url, viewport: { width: 1440, height: 900 }, ...options });
    context.setDefaultTimeout(15_000);
    return context;
  };
  const visit = async (context: BrowserContext, path: string): Promise<Page> => {
    const page = await context.newPage();
    listen(page, (line) => heard.push(line));
    await page.goto(path);
    return page;
  };
  tests({
    ...callerOf(() => hub),
    async stranger(options = {}) {
      quiet.push(/status of 401/);
      return visit(await contextFor(options), '/');
    },
    open: (path) => visit(profile, path),
    expectNoise: (line) => void quiet.push(line),
    heard: () => heard,
  });
}

/** Asks a hub with its automation token. */
export function callerOf(hub: () => { url: string; token: string }): Caller {
  return {
    url: (path) => hub().url + path,
    async call<T>(method: string, path: string, body?: unknown, more: Record<string, string> = {}) {
      const { url, token } = hub();
      const answer = await fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as T; // the shape is the contract of server/http/api.ts
    },
  };
}
