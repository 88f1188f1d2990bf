import type { Page } from 'playwright-core';
import { admin } from './kept.ts';

/** Signs the admin in by hand, and waits for the page behind the door. */
export async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(admin.email);
  await page.getByLabel('Password', { exact: true }).fill(admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor();
}
