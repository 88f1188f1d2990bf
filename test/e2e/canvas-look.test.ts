/** What stands on the canvas besides lines: notes, containers, places, problems; and how keys and motion rest. */
import { expect, test } from 'vitest';
import { versionOf } from '../../flows/canonical.ts';
import type { Flow } from '../../flows/flow.ts';
import { openDraft, row, until } from './canvas-hands.ts';
import { inBrowser } from './stage.ts';

const looped = (id: string): Flow => ({
  format: 1,
  id,
  title: `Looped ${id}`,
  nodes: {
    order: { type: 'manual@1', title: 'Order' },
    each: { type: 'for_each@1', title: 'Each line', config: { items: { $expr: 'trigger.lines' } } },
    pack: { type: 'log@1', title: 'Pack', config: { message: 'packed' } },
    end: { type: 'log@1', title: 'End', config: { message: 'done' } },
  },
  edges: [
    { from: 'order', to: 'each' },
    { from: 'each.item', to: 'pack' },
    { from: 'each', to: 'end' },
  ],
  layout: { order: [0, 0], each: [280, 0], end: [560, 0], pack: [280, 260] },
});

inBrowser('the canvas of a draft', (stage) => {
  test('a note is added, written, moved and sized, and is no part of a version', async () => {
    const drawn = await openDraft(stage, row('canvas_note'));
    const { page } = drawn;
    const before = versionOf(await drawn.held());
    const note = async () => Object.values((await drawn.held()).notes ?? {})[0];
    const place = await drawn.on('Say', 20, 240);
    await page.mouse.click(place.x, place.y, { button: 'right' });
    await page.getByRole('menuitem', { name: 'Add note' }).click();
    const card = page.locator('.note-card');
    await card.dblclick();
    await page.getByRole('textbox', { name: 'Text of the note' }).first().fill('Ask Ada');
    await page.keyboard.press('Escape');
    await until(async () => (await note())?.text).toBe('Ask Ada');
    const [x, y] = (await note())!.at!;
    const box = (await card.boundingBox())!;
    await drawn.drag({ x: box.x + 60, y: box.y + 40 }, { x: box.x - 60, y: box.y + 120 });
    await until(async () => (await note())!.at!.map((at, n) => Math.sign(at - [x, y][n]!))).toEqual([-1, 1]);
    const corner = (await page.locator('.react-flow__resize-control.handle.bottom.right').boundingBox())!;
    await drawn.drag({ x: corner.x + 5, y: corner.y + 5 }, { x: corner.x + 65, y: corner.y + 45 });
    await until(async () => (await note())!.size?.every((length, n) => length > [208, 104][n]!)).toBe(true);
    await drawn.undo('Size a note');
    await until(async () => (await note())!.size).toBe(undefined);
    expect(versionOf(await drawn.held())).toBe(before);
  });

  test('a container folds to a card, opens, and is entered and left by the way above', async () => {
    const drawn = await openDraft(stage, looped('canvas_container'));
    const { page } = drawn;
    await page.getByRole('button', { name: 'Collapse Each line' }).click();
    await drawn.card('Pack').waitFor({ state: 'detached' });
    await drawn.card('Each line').getByText('1 node inside').waitFor();
    await page.reload();
    await drawn.card('Each line').getByText('1 node inside').click();
    await page.keyboard.press('Control+g');
    await drawn.card('Pack').waitFor();
    await page.getByRole('button', { name: 'Open the inside of Each line' }).click();
    await drawn.card('Order').waitFor({ state: 'detached' });
    const way = page.getByRole('navigation', { name: 'Where you are' });
    expect(await way.innerText()).toMatch(/Looped canvas_container\s+Each line/);
    await way.getByRole('button').click();
    await drawn.card('Order').waitFor();
    expect(versionOf(await drawn.held())).toBe(versionOf(looped('canvas_container')));
  });

  test('Tidy is one step, changes no meaning and gives the same places twice', async () => {
    const scattered = looped('canvas_tidy');
    const drawn = await openDraft(stage, { ...scattered, layout: { order: [700, 400], each: [0, 0], end: [300, 300], pack: [20, 420] } });
    const layout = async () => (await drawn.held()).layout!;
    const [version, before] = [versionOf(await drawn.held()), await layout()];
    const tidy = drawn.page.getByRole('button', { name: 'Tidy', exact: true });
    const untilMoved = () => until(layout).not.toEqual(before);
    await tidy.click();
    await untilMoved();
    const first = await layout();
    expect(versionOf(await drawn.held())).toBe(version);
    await drawn.undo('Tidy');
    await until(layout).toEqual(before);
    expect(await drawn.page.getByRole('button', { name: 'Nothing to undo' }).isDisabled()).toBe(true);
    await tidy.click();
    await untilMoved();
    expect(await layout()).toEqual(first);
  });

  test('F8 and the list of problems lead to the node and its field', async () => {
    const wrong = row('canvas_problems');
    const drawn = await openDraft(stage, {
      ...wrong,
      nodes: { ...wrong.nodes, say: { type: 'log@1', title: 'Say' }, rest: { type: 'wait@1', title: 'Rest', config: { for: 'soon' } } },
      onParked: { subflow: 'canvas_problems' },
    });
    const { page } = drawn;
    const isAt = (pointer: string) =>
      page.waitForFunction(
        (wanted) => document.activeElement?.closest(`[data-pointer="${wanted}"]`) !== null && document.activeElement !== document.body,
        pointer,
      );
    const drawer = page.getByRole('region', { name: 'Problems' });
    const current = () => drawer.locator('.problem-row[data-current="true"]').innerText();
    await drawer.locator('.problem-row').first().waitFor();
    const line = (title: string) => drawer.locator('.problem-row').filter({ has: page.getByRole('button', { name: title, exact: true }) });
    await line('Say').getByRole('button', { name: 'Go to field' }).first().click();
    await isAt('/nodes/say/config/message');
    await line('Rest').getByRole('button', { name: 'Go to field' }).first().click();
    await isAt('/nodes/rest/config/for');
    await line('The flow').getByRole('button', { name: 'Flow settings' }).first().click();
    await isAt('/onParked');
    const rows = await drawer.locator('.problem-row').allInnerTexts();
    const met: string[] = [await current()];
    for (const _ of rows) {
      await page.keyboard.press('F8');
      await until(current).not.toBe(met.at(-1));
      met.push(await current());
    }
    expect(met.slice(1).sort()).toEqual(rows.sort());
    expect(met.at(-1)).toBe(met[0]);
  });

  test('single letters rest in fields and when they are switched off', async () => {
    const drawn = await openDraft(stage, row('canvas_letters'));
    const { page } = drawn;
    const isOff = async () => (await drawn.held()).nodes['rest']!.off === true;
    await drawn.card('Rest').click({ position: { x: 90, y: 20 } });
    await page.keyboard.press('d');
    await until(isOff).toBe(true);
    await page.keyboard.press('d');
    await until(isOff).toBe(false);
    const title = page.locator('.form-panel').getByRole('textbox', { name: 'Title' });
    await title.click();
    await page.keyboard.press('End');
    await page.keyboard.type('ed');
    await until(async () => (await drawn.held()).nodes['rest']!.title).toBe('Rested');
    expect(await isOff()).toBe(false);
    await page.keyboard.press('Escape');
    await page.evaluate(() => localStorage.setItem('orderloom-single-letters', 'off'));
    try {
      await page.keyboard.press('d');
      await page.keyboard.press('Alt+ArrowDown');
      await until(async () => (await drawn.held()).layout!['rest']).toEqual([280, 20]);
      expect(await isOff()).toBe(false);
    } finally {
      await page.evaluate(() => localStorage.removeItem('orderloom-single-letters'));
    }
  });

  test('who wants no motion sees none', async () => {
    const drawn = await openDraft(stage, row('canvas_still', { layout: { order: [600, 300], rest: [0, 0], say: [300, 100], loose: [0, 300] } }));
    const { page } = drawn;
    const glides = () => drawn.card('Order').evaluate((card) => getComputedStyle(card).transitionDuration);
    expect(await glides()).toBe('0.2s');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await glides()).toBe('0s');
    await page.getByRole('button', { name: 'Tidy', exact: true }).click();
    await page.getByRole('button', { name: 'Undo: Tidy', exact: true }).waitFor();
    expect(await page.evaluate(() => document.getAnimations().filter((one) => one.playState === 'running').length)).toBe(0);
  });
});
