import { beforeAll, expect, test } from 'vitest';
import { inBothLights } from './barriers.ts';
import { place, setWindow, untilRun } from './orders.ts';
import { pagesOf } from './pages.ts';
import { inBrowser } from './stage.ts';

inBrowser('every page can be used by everybody', (stage) => {
  let run: string;
  beforeAll(async () => {
    await setWindow(stage, 'PT30M');
    run = (await place(stage, 'heat_pump')).runId;
    await untilRun(stage, run, ({ status }) => status === 'waiting');
  });

  test('no page has a serious or critical barrier, light or dark', async () => {
    const found: string[] = [];
    const door = await stage.stranger();
    await door.getByRole('heading', { name: 'Sign in' }).waitFor();
    found.push(...(await inBothLights(door, 'sign-in')));
    const page = await stage.open('/flows');
    for (const [name, path, there] of pagesOf(run)) {
      await page.goto(path);
      await page.locator(there).first().waitFor();
      found.push(...(await inBothLights(page, name)));
    }
    expect(found).toEqual([]);
  });
});
