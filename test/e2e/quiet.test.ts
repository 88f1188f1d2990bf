import { beforeAll, expect, test } from 'vitest';
import { place } from './orders.ts';
import { pagesOf } from './pages.ts';
import { signIn } from './sign-in.ts';
import { inBrowser } from './stage.ts';

inBrowser('the console of the browser', (stage) => {
  let run: string;
  beforeAll(async () => {
    run = (await place(stage, 'quick_order')).runId;
  });

  test('stays free of errors from the door through every page, but for the one question who is signed in', async () => {
    const page = await stage.stranger();
    await signIn(page);
    expect(stage.heard()).toEqual([expect.stringMatching(/401.*\/api\/me/)]);
    for (const [, path, there] of pagesOf(run)) {
      await page.goto(path);
      await page.locator(there).first().waitFor();
    }
    expect(stage.heard()).toHaveLength(1);
  });
});
