/** What axe finds in a page as it stands. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious and critical findings, each with its rule and the place it was found at. */
async function findings(page: Page, rules: 'all' | 'color-contrast'): Promise<string[]> {
  const { violations } = (await page.evaluate(`axe.run({ resultTypes: ['violations'] ${rules === 'all' ? '' : `, runOnly: ['${rules}']`} })`)) as AxeResults; // axe's own type
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1]?.trim()}`));
}

/** Everything in light; in dark what dark changes: the colours. */
export async function inLight(page: Page, name: string, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.evaluate(axe);
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe(colorScheme);
  await page.waitForTimeout(60); // colours that fade have to arrive
  return (await findings(page, colorScheme === 'light' ? 'all' : 'color-contrast')).map((finding) => `${name}, ${colorScheme}: ${finding}`);
}

export const inBothLights = async (page: Page, name: string): Promise<string[]> => [
  ...(await inLight(page, name, 'light')),
  ...(await inLight(page, name, 'dark')),
];
