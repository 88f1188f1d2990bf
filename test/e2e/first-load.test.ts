/** How much of the designer a browser fetches before it shows something. */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { admin } from './kept.ts';
import { inBrowser } from './stage.ts';

const kB = 1_000;

/** Scripts and styles of a fresh browser, gzipped: names and sizes. */
async function fetched(page: Page, path: string, shown: string): Promise<{ name: string; bytes: number; text: string }[]> {
  const all: Promise<{ name: string; bytes: number; text: string }>[] = [];
  page.on('response', (response) => {
    const name = new URL(response.url()).pathname;
    if (!/\.(js|css)$/.test(name)) return;
    all.push(response.body().then((body) => ({ name, bytes: gzipSync(body).length, text: body.toString() })));
  });
  await page.goto(path);
  await page.locator(shown).first().waitFor();
  return Promise.all(all);
}

inBrowser('the first load', (stage) => {
  // A link straight to a flow brings the canvas (React Flow) at once.
  test.each([
    ['the designer', '/flows', '.flow-card', 350],
    ['a link to a flow', '/flows/heat_pump', '.node-card', 400],
  ])('of %s stays small, without editors of text and forms', async (name, path, shown, most) => {
    const page = await stage.stranger();
    await page.request.post('/api/session', { data: admin });
    const files = await fetched(page, path, shown);
    const sum = files.reduce((bytes, file) => bytes + file.bytes, 0);
    console.log(`${name}: ${Math.round(sum / kB)} kB gzip in ${files.length} files`);
    expect(sum).toBeLessThanOrEqual(most * kB);
    for (const { name: file, text } of files) expect(/cm-editor|RJSF|rjsf/.test(text), `${file} brings an editor`).toBe(false);
  });
});
