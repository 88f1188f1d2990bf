import { expect, test } from 'vitest';
import { admin } from './kept.ts';
import { inBrowser } from './stage.ts';

inBrowser('sign-in', (stage) => {
  test('refuses a wrong password in words and keeps the address; the right one lands on Flows; signing out ends at the door', async () => {
    const page = await stage.stranger();
    await page.getByLabel('E-mail').fill(admin.email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('E-mail and password do not fit together.').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe(admin.email);

    await page.getByLabel('Password', { exact: true }).fill(admin.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/flows');

    await page.getByRole('button', { name: /your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto('/runs');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
});
