/** Two ways to draw: with the mouse, and with the keyboard alone. Words are typed either way. */
import type { Locator, Page } from 'playwright-core';

export interface Hands {
  /** Puts a node on the canvas: alone, or behind a port of one that stands. */
  add(title: string, after?: { node: string; port?: string }): Promise<void>;
  /** Shows the settings of a node. */
  open(title: string): Promise<void>;
  /** Writes into a field of the settings; "Add one" first where it is a list. */
  write(field: string | RegExp, text: string): Promise<void>;
  addTo(list: string, text: string): Promise<void>;
  /** Presses a button, a tab or a choice. */
  press(name: string | RegExp): Promise<void>;
}

const card = (page: Page, title: string): Locator => page.locator('.react-flow__node').filter({ has: page.locator(`.card-title:text-is("${title}")`) });
const panel = (page: Page): Locator => page.locator('.form-panel');
const dialog = (page: Page): Locator => page.getByRole('dialog');

/** Drags, drops and clicks. */
export function mouse(page: Page): Hands {
  const boxOf = async (target: Locator) => {
    const box = await target.boundingBox();
    if (!box) throw new Error('what was to be touched is not in view');
    return box;
  };
  const drag = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
    await page.mouse.move(to.x, to.y, { steps: 5 });
    await page.mouse.up();
  };
  const connect = async (from: string, port: string | undefined, to: string) => {
    const handles = card(page, from).locator('.react-flow__handle.source');
    const handle = await boxOf(port ? card(page, from).locator(`.react-flow__handle.source[data-handleid="${port}"]`) : handles.first());
    const target = await boxOf(card(page, to));
    await drag({ x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 }, { x: target.x + 30, y: target.y + 24 });
  };
  return {
    async add(title, after) {
      const find = page.getByRole('textbox', { name: 'Find a node' });
      await find.click();
      await page.keyboard.press('Control+a');
      await page.keyboard.type(title);
      const row = await boxOf(page.locator('.palette-type').first());
      const canvas = await boxOf(page.locator('.flow-canvas'));
      const count = await page.locator('.react-flow__node').count();
      await drag({ x: row.x + 40, y: row.y + row.height / 2 }, { x: canvas.x + 130 + (count % 3) * 240, y: canvas.y + 60 + Math.floor(count / 3) * 170 });
      await card(page, title).waitFor();
      if (after) await connect(after.node, after.port, title);
    },
    async open(title) {
      await card(page, title).click({ position: { x: 90, y: 20 } });
      await panel(page).getByRole('textbox', { name: 'Title' }).waitFor();
    },
    async write(field, text) {
      await panel(page).getByLabel(field, { exact: true }).first().click();
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    },
    async addTo(list, text) {
      await panel(page).getByRole('group', { name: list }).getByRole('button', { name: 'Add one' }).click();
      await page.keyboard.type(text);
    },
    press: (name) => page.getByRole('button', { name }).or(page.getByRole('radio', { name })).or(page.getByRole('tab', { name })).first().click(),
  };
}

/** Nothing but keys. */
export function keyboard(page: Page): Hands {
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null;
      const labels = (at as HTMLInputElement | null)?.labels;
      const named = (ids: string | null | undefined) =>
        (ids ?? '')
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent ?? '')
          .join(' ');
      const name = at?.getAttribute('aria-label') || named(at?.getAttribute('aria-labelledby')) || labels?.[0]?.textContent || at?.textContent || '';
      const group =
        at?.closest('[role="group"], fieldset')?.getAttribute('aria-label') ?? named(at?.closest('[role="group"], fieldset')?.getAttribute('aria-labelledby'));
      return { name: name.trim(), group: group.trim(), field: at?.matches('input, textarea, [contenteditable="true"]') ?? false };
    });
  /** Walks with Tab until what has the focus fits. */
  const walkTo = async (fits: (at: Awaited<ReturnType<typeof focused>>) => boolean, what: string) => {
    const passed: string[] = [];
    for (let n = 0; n < 160; n++) {
      const at = await focused();
      if (fits(at)) return;
      passed.push(at.name);
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never came to ${what}, but to ${passed.slice(0, 60).join(' | ')}`);
  };
  const command = async (words: string) => {
    await page.keyboard.press('Control+k');
    await dialog(page).getByRole('combobox').waitFor();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
  };
  const is = (name: string, wanted: string | RegExp) => (typeof wanted === 'string' ? name === wanted : wanted.test(name));
  return {
    async add(title, after) {
      if (after) {
        await command('> Add after');
        const find = dialog(page).getByRole('combobox', { name: 'Find a node' });
        await find.waitFor();
        for (let n = 0; n < 8 && after.port && (await pressedPort(page)) !== after.port; n++) await page.keyboard.press('Alt+ArrowRight');
        await page.keyboard.type(title);
        await page.keyboard.press('Enter');
        await find.waitFor({ state: 'detached' });
      } else {
        await command('> Add node');
        await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Find a node');
        await page.keyboard.type(title);
        await page.keyboard.press('Enter');
      }
      await card(page, title).waitFor();
    },
    async open(title) {
      await page.waitForFunction((wanted) => {
        const name = document.querySelector<HTMLInputElement>('.form-panel input[aria-label="Title"]');
        return name !== null && (name.value || name.placeholder) === wanted;
      }, title);
      await command('> Edit');
      await page.waitForFunction(() => document.activeElement?.closest('.form-panel') !== null);
    },
    async write(field, text) {
      await walkTo((at) => at.field && is(at.name, field), `the field ${field}`);
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    },
    async addTo(list, text) {
      await walkTo((at) => at.name === `Add one: ${list}`, `"Add one" of ${list}`);
      await page.keyboard.press('Enter');
      await page.keyboard.type(text);
    },
    async press(name) {
      await walkTo((at) => !at.field && is(at.name, name), String(name));
      await page.keyboard.press('Enter');
    },
  };
}

const pressedPort = (page: Page): Promise<string> => dialog(page).locator('.choice [aria-pressed="true"]').innerText();
