/** Looks at a page as people see it: barriers, pictures, and what a thumb would miss. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { root } from '../support/hub-process.ts';

const album = join(root, 'test/out/photographs');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
mkdirSync(album, { recursive: true });

/** Serious findings in light and dark; leaves a picture of both. */
export async function look(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(axe);
  await page.waitForTimeout(250);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe(colorScheme);
    await page.waitForTimeout(80); // colours that fade have to arrive
    await page.screenshot({ path: join(album, `${name}-${page.viewportSize()?.width}-${colorScheme}.png`) });
    const { violations } = (await page.evaluate(`axe.run({ resultTypes: ['violations'] })`)) as AxeResults; // axe's own type
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical') found.push(...nodes.map((node) => `${name}, ${colorScheme}: ${id} at ${node.target.join(' ')}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** Buttons and links in the page's content that a thumb would miss. */
export const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main a, main button')].flatMap((target) => {
      const { height, width } = target.getBoundingClientRect();
      return width === 0 || height >= 44 || target.closest('p, .mantine-PasswordInput-root') ? [] : [`${target.textContent?.trim()} ${Math.round(height)}`];
    }),
  );
