/** A signal whose ring was late or lost while a call was out: it counts before anything that comes after the call. */
import { describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { defineNode } from '../../nodes/node-type.ts';
import type { Hold } from '../../server/engine/drain-deps.ts';
import { hold } from '../support/held.ts';
import { planFor } from '../support/tell.ts';

/**
 * Runs `begin > first > …` over a store where the signal came while `first` was out for so long, and nobody was rung; with `isRung`
 * it comes with its ring while the one expression of the drawing is evaluated.
 */
async function carry(ms: number, nodes: Parameters<typeof planFor>[0], edges: string[], signals: Flow['signals'], isRung = false) {
  const called: string[] = [];
  let during = async (): Promise<void> => undefined;
  const call = (name: string) =>
    defineNode({
      ...{ type: `${name}@1`, title: name, summary: '', group: 'connectors', icon: 'x', ports: ['done'], config: {} },
      effect: { class: 'A' },
      async run() {
        called.push(name);
        if (name === 'first') await during();
        return { kind: 'emit', output: null };
      },
    });
  const plan = planFor(
    { begin: 'begin@1', first: 'first@1', ...nodes },
    ['begin > first', ...edges],
    { signals: signals! },
    ['first', 'second', 'recall', 'ship'].map(call),
  );
  const shared: Partial<Hold> = {};
  let tellAt = (_expression: string): Promise<void> => Promise.resolve();
  const held = await hold(plan, {}, {}, ({ expressions }) => ({
    expressions: {
      async evaluate(source, ...more) {
        const value = await expressions.evaluate(source, ...more);
        await tellAt(source);
        return value;
      },
    },
  }));
  const { clock, deps, claim } = held;
  const tell = async (): Promise<void> => {
    await deps.store.signal({ tenant: 't', id: 's', name: 'cancel', key: claim.head.id, data: null, at: clock.now() });
    clock.set(clock.now() + ms);
  };
  if (isRung)
    tellAt = async () => {
      await tell();
      shared.again = true;
    };
  else during = tell;
  await held.carry(shared);
  const [stored] = [...held.disk.runs.values()];
  return { called, status: stored!.head.status };
}

/** A cancel leaves its mark; the drawing asks for it, and waits for a cancel only where there was none. */
const mark = { type: 'transform@1', config: { output: true } };
const asks = { type: 'switch@1', config: { cases: [{ port: 'stopped', when: { $expr: '$exists(steps.mark)' } }], otherwise: 'free' } };

describe('a signal that nobody was rung for', () => {
  it('cancels before the next call', async () => {
    const { called, status } = await carry(150, { second: 'second@1' }, ['first > second'], { cancel: {} });
    expect([called, status]).toEqual([['first'], 'canceled']);
  });

  it('begins its visit before the drawing goes on without knowing of it', async () => {
    const nodes = { mark, asks, recall: 'recall@1', ship: 'ship@1' };
    const { called } = await carry(150, nodes, ['first > asks', 'asks.stopped > recall', 'asks.free > ship'], { cancel: { to: 'mark' } });
    expect(called).toEqual(['first', 'recall']);
  });
});

describe('a signal that comes between a question and the wait behind it', () => {
  it.each([0, 150])('is taken by the wait (%i ms later)', async (ms) => {
    const open = { type: 'wait_for@1', config: { any: ['cancel'], deadline: 'P1D' } };
    const nodes = { mark, asks, open, recall: 'recall@1' };
    const { called, status } = await carry(ms, nodes, ['first > asks', 'asks.free > open', 'open > recall'], { cancel: { to: 'mark' } }, true);
    expect([called, status]).toEqual([['first', 'recall'], 'completed']);
  });
});
