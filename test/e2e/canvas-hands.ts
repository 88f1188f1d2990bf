/** One draft on the canvas in a browser: its cards, its lines, and what the hub holds of it. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Flow, FlowDetail } from '../../server/http/api.ts';
import type { Stage } from './stage.ts';

export interface Spot {
  x: number;
  y: number;
}

export interface Drawn {
  page: Page;
  /** The draft as the hub holds it. */
  held(): Promise<Flow>;
  /** Waits until the hub holds these lines, "order>rest", in any order. */
  lines(wanted: string[]): Promise<void>;
  card(title: string): Locator;
  /** A place on a card, from its upper left corner, in px of the screen. */
  on(title: string, dx?: number, dy?: number): Promise<Spot>;
  /** The end of a card's port. */
  port(title: string, name: string): Promise<Spot>;
  drag(from: Spot, to: Spot): Promise<void>;
  /** What was said last to a screen reader. */
  said(words: string | RegExp): Promise<void>;
  /** Takes the last step back, which has this name. */
  undo(name: string): Promise<void>;
}

/** Keeps a draft and opens it in Edit. */
export async function openDraft(stage: Stage, flow: Flow): Promise<Drawn> {
  await stage.call('POST', '/api/flows', flow);
  const page = await stage.open(`/flows/${flow.id}?mode=edit`);
  return drawnOn(stage, page, flow.id);
}

/** The draft that a page shows, once it stands. */
export async function drawnOn(stage: Stage, page: Page, id: string): Promise<Drawn> {
  const held = async () => (await stage.call<FlowDetail>('GET', `/api/flows/${id}`)).flow;
  const card = (title: string) => page.locator('.react-flow__node').filter({ has: page.locator(`.card-title:text-is("${title}")`) });
  const boxOf = async (target: Locator) => {
    await settle(target);
    return (await target.boundingBox())!; // it stands, or `settle` had refused
  };
  await page.locator('.react-flow__node').first().waitFor();
  return {
    page,
    held,
    card,
    lines: (wanted) => until(async () => (await held()).edges.map(({ from, to }) => `${from}>${to}`).sort()).toEqual(wanted.sort()),
    async on(title, dx = 90, dy = 20) {
      const { x, y } = await boxOf(card(title));
      return { x: x + dx, y: y + dy };
    },
    async port(title, name) {
      const { x, y, width, height } = await boxOf(card(title).locator(`.react-flow__handle.source[data-handleid="${name}"]`));
      return { x: x + width / 2, y: y + height / 2 };
    },
    async drag(from, to) {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
      await page.mouse.move(to.x, to.y, { steps: 4 });
      await page.mouse.up();
    },
    said: (words) => page.locator('.edit-mode > [role="status"]').filter({ hasText: words }).waitFor({ state: 'attached' }),
    async undo(name) {
      await page.getByRole('button', { name: `Undo: ${name}`, exact: true }).click();
    },
  };
}

/** Asks again until it is so, however slowly a draft is saved. */
export const until = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 8_000 });

/** Waits until a thing no longer glides. */
async function settle(target: Locator): Promise<void> {
  await target.evaluate(async (element) => {
    await Promise.all(
      [element, ...document.querySelectorAll('.react-flow__node')].flatMap((one) => one.getAnimations()).map((one) => one.finished.catch(() => 0)),
    );
  });
}

/** Started, rests, asks: three cards in a row, and one beside them. */
export const row = (id: string, more: Partial<Flow> = {}): Flow => ({
  format: 1,
  id,
  title: `Row ${id}`,
  nodes: {
    order: { type: 'manual@1', title: 'Order' },
    rest: { type: 'wait@1', title: 'Rest', config: { for: 'PT1H' } },
    say: { type: 'log@1', title: 'Say', config: { message: 'done' } },
    loose: { type: 'log@1', title: 'Loose', config: { message: 'aside' } },
  },
  edges: [
    { from: 'order', to: 'rest' },
    { from: 'rest', to: 'say' },
  ],
  layout: { order: [0, 0], rest: [280, 0], say: [560, 0], loose: [0, 260] },
  ...more,
});
