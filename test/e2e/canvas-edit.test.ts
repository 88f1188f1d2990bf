/** Drawing on the canvas with the mouse: lines, cards put into lines, choosing, copying, deleting. */
import { expect, test } from 'vitest';
import { type Drawn, drawnOn, openDraft, row, until } from './canvas-hands.ts';
import { inBrowser } from './stage.ts';

/** The middle of the line between two cards of a row. */
async function between({ on }: Drawn, left: string, right: string) {
  const [a, b] = [await on(left, 208, 28), await on(right, 0, 28)];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

inBrowser('the canvas of a draft', (stage) => {
  test('a line let go on empty canvas asks what fits there, adds it and connects it in one step', async () => {
    const drawn = await openDraft(stage, row('canvas_choose'));
    const { page } = drawn;
    const end = await drawn.port('Say', 'done');
    await drawn.drag(end, { x: end.x - 40, y: end.y + 220 });
    const chooser = page.getByRole('dialog', { name: /What comes after/ });
    const choices = await chooser.getByRole('option').allInnerTexts();
    expect(choices.some((text) => text.startsWith('Wait\n'))).toBe(true);
    expect(choices.filter((text) => /^(Webhook|By hand|Schedule)\n/.test(text))).toEqual([]);
    await page.keyboard.type('cancellation');
    await page.keyboard.press('Enter');
    await drawn.lines(['order>rest', 'rest>say', 'say>cancellation_window']);
    await drawn.undo('Add Cancellation window');
    await drawn.lines(['order>rest', 'rest>say']);
    expect(Object.keys((await drawn.held()).nodes)).not.toContain('cancellation_window');
  });

  test('a line that does not fit says why, while it is drawn and after', async () => {
    const drawn = await openDraft(stage, row('canvas_unfit'));
    const { page } = drawn;
    const [end, onto] = [await drawn.port('Say', 'done'), await drawn.on('Rest')];
    await page.mouse.move(end.x, end.y);
    await page.mouse.down();
    await page.mouse.move(onto.x + 20, onto.y + 8, { steps: 6 });
    await page.mouse.move(onto.x, onto.y, { steps: 3 });
    await page.locator('.connect-why').getByText('It would loop. Use Repeat.').waitFor();
    await page.mouse.up();
    await drawn.said('It would loop. Use Repeat.');
    await drawn.drag(await drawn.port('Say', 'done'), await drawn.on('Order'));
    await drawn.said('A trigger begins a flow: nothing leads to it.');
    expect((await drawn.held()).edges).toEqual(row('').edges);
  });

  test('a palette entry, and a card that stands alone, go into the line they are dropped on', async () => {
    const drawn = await openDraft(stage, row('canvas_insert'));
    const { page } = drawn;
    await page.getByRole('textbox', { name: 'Find a node' }).fill('wait');
    const entry = (await page.getByRole('button', { name: 'Add Wait', exact: true }).boundingBox())!;
    await drawn.drag({ x: entry.x + 40, y: entry.y + entry.height / 2 }, await between(drawn, 'Order', 'Rest'));
    await drawn.lines(['order>wait', 'rest>say', 'wait>rest']);
    await drawn.undo('Insert Wait');
    await drawn.lines(['order>rest', 'rest>say']);
    await drawn.drag(await drawn.on('Loose'), await between(drawn, 'Order', 'Rest'));
    await drawn.lines(['loose>rest', 'order>loose', 'rest>say']);
    const { layout } = await drawn.held();
    expect(layout!['loose']![1]).toBe(layout!['order']![1]);
    await drawn.undo('Insert Loose');
    await drawn.lines(['order>rest', 'rest>say']);
  });

  test('several cards are chosen by a box or one by one, then aligned and spread, each in one step', async () => {
    const drawn = await openDraft(stage, row('canvas_several', { layout: { order: [0, 0], rest: [280, 40], say: [600, 120], loose: [0, 300] } }));
    const { page } = drawn;
    const layout = async () => (await drawn.held()).layout!;
    const bar = page.getByRole('toolbar', { name: 'Chosen nodes' });
    const [first, last] = [await drawn.on('Order', 0, 0), await drawn.on('Say', 0, 0)];
    await drawn.drag({ x: first.x - 16, y: first.y - 20 }, { x: last.x + 60, y: last.y + 40 });
    await bar.getByText('3 chosen').waitFor();
    await bar.getByRole('button', { name: 'Align top' }).click();
    await until(async () => Object.values(await layout()).map(([, y]) => y)).toEqual([0, 0, 0, 300]);
    await bar.getByRole('button', { name: 'Spread across' }).click();
    await until(async () => Object.values(await layout()).map(([x]) => x)).toEqual([0, 300, 600, 0]);
    await drawn.undo('Spread 3 nodes');
    await drawn.undo('Align 3 nodes');
    await until(async () => (await layout())['say']).toEqual([600, 120]);
    await page.keyboard.press('Escape');
    await drawn.card('Rest').click({ position: { x: 90, y: 20 } });
    await drawn.card('Loose').click({ position: { x: 90, y: 20 }, modifiers: ['Shift'] });
    await bar.getByText('2 chosen').waitFor();
    await bar.getByRole('button', { name: 'Align right' }).click();
    await until(async () => (await layout())['loose']).toEqual([280, 300]);
    await drawn.undo('Align 2 nodes');
    await until(async () => (await layout())['loose']).toEqual([0, 300]);
  });

  test('two chosen nodes of one kind are set together', async () => {
    const drawn = await openDraft(stage, row('canvas_together'));
    const { page } = drawn;
    await drawn.card('Say').click({ position: { x: 90, y: 20 } });
    await drawn.card('Loose').click({ position: { x: 90, y: 20 }, modifiers: ['Control'] });
    const panel = page.locator('.form-panel');
    await panel.getByRole('heading', { name: /2 nodes/ }).waitFor();
    await panel.getByText('mixed', { exact: false }).first().waitFor();
    await panel.getByRole('textbox', { name: 'Message' }).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('both');
    const messages = async () => Object.values((await drawn.held()).nodes).flatMap(({ config }) => config?.['message'] ?? []);
    await until(messages).toEqual(['both', 'both']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await until(messages).toEqual(['done', 'aside']);
  });

  test('cards are copied, cut and pasted between flows, as JSON text too, and duplicated', async () => {
    const from = await openDraft(stage, row('canvas_from'));
    await from.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const to = await openDraft(stage, row('canvas_to', { nodes: { begin: { type: 'manual@1', title: 'Begin' } }, edges: [], layout: { begin: [0, 0] } }));
    await from.page.bringToFront();
    await from.card('Rest').click({ position: { x: 90, y: 20 } });
    await from.card('Say').click({ position: { x: 90, y: 20 }, modifiers: ['Shift'] });
    await from.page.keyboard.press('Control+c');
    await from.said('Copied 2 nodes.');
    const text = await from.page.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(text)).toMatchObject({
      orderloom: 'clip',
      nodes: { rest: { type: 'wait@1' }, say: { type: 'log@1' } },
      edges: [{ from: 'rest', to: 'say' }],
    });
    await to.page.bringToFront();
    await to.page.mouse.move((await to.on('Begin')).x, (await to.on('Begin')).y + 200);
    await to.page.keyboard.press('Control+v');
    await to.lines(['rest>say']);
    await to.page.keyboard.press('Control+d');
    await to.lines(['rest>say', 'rest_2>say_2']);
    await to.undo('Duplicate 2 nodes');
    await to.lines(['rest>say']);
    await to.undo('Paste 2 nodes');
    await to.lines([]);

    await from.page.bringToFront();
    await from.page.keyboard.press('Control+x');
    await from.lines([]);
    await from.undo('Cut 2 nodes');
    await from.lines(['order>rest', 'rest>say']);

    await to.page.bringToFront();
    await to.page.evaluate(
      (json) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', json);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      },
      JSON.stringify(row('written')),
    );
    await to.lines(['order>rest', 'rest>say']);
    await to.undo('Paste 4 nodes');
    await to.page.evaluate(() => navigator.clipboard.writeText('no flow at all'));
    await to.page.keyboard.press('Control+v');
    await to.said('The clipboard holds no part of a flow.');
  });

  test('a deleted card is healed over, which is said, and comes back by name', async () => {
    const drawn = await openDraft(stage, row('canvas_delete'));
    await drawn.card('Rest').click({ position: { x: 90, y: 20 } });
    await drawn.page.keyboard.press('Delete');
    await drawn.said('Delete Rest. Order now leads to Say.');
    await drawn.lines(['order>say']);
    await drawn.undo('Delete Rest');
    await drawn.lines(['order>rest', 'rest>say']);
    await drawn.page.getByRole('button', { name: 'Redo: Delete Rest', exact: true }).click();
    await drawn.lines(['order>say']);
    await drawn.page.reload();
    const again = await drawnOn(stage, drawn.page, 'canvas_delete');
    await again.undo('Delete Rest');
    await again.lines(['order>rest', 'rest>say']);
  });
});
