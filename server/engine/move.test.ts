import { describe, expect, it } from 'vitest';
import { type Held, hold } from '../../test/support/held.ts';
import { planFor } from '../../test/support/tell.ts';
import { foldAll } from './fold.ts';
import type { Plan } from './plan.ts';
import type { Request } from './ports.ts';

const drawing = (nodes: object = {}, edges: string[] = []): Plan =>
  planFor({ begin: 'begin@1', wait: { type: 'wait@1', config: { for: 'PT1H' } }, end: 'call_a@1', ...nodes }, ['begin > wait', 'wait > end', ...edges]);
const before = drawing();
const after: Plan = { ...drawing({ end: 'transform@1' }), version: 'v2' };
const otherWait: Plan = { ...drawing({ wait: { type: 'wait@1', config: { for: 'PT2H' } } }), version: 'v3' };
const plans = [before, after, otherWait];

const open = (): Promise<Held> => hold(before, {}, {}, () => ({ plan: async (_tenant, _flow, version) => plans.find((one) => one.version === version) }));
const wish = (held: Held, version: string, id = 'q'): Request => ({
  tenant: 't',
  runId: held.claim.head.id,
  id,
  kind: 'move',
  by: 'ada',
  reason: 'deploy',
  at: 1,
  version,
});

/** Asked while it waits, and taken up again. */
async function asked(...versions: string[]) {
  const held = await open();
  await held.carry();
  for (const version of versions) await held.deps.store.ask(wish(held, version, version));
  const claim = (await held.deps.store.claim('t', held.claim.head.id, held.clock.now()))!;
  Object.assign(held.claim, claim);
  await held.carry();
  const { id } = held.claim.head;
  const head = held.disk.runs.values().next().value!.head;
  return { held, events: await held.kept(), head, run: foldAll(id, await held.deps.store.log('t', id)), left: await held.deps.store.requests('t', id) };
}

describe('a waiting run that is asked to move', () => {
  it('says so in its log, keeps what it waits for, and its head follows', async () => {
    const { events, head, run, left, held } = await asked('v2');
    expect(events.at(-1)).toEqual({ type: 'run.moved', at: held.clock.now(), from: 'v1', to: 'v2', by: 'ada', reason: 'deploy' });
    expect(head).toMatchObject({ version: 'v2', status: 'waiting', open: ['wait'], wakeAt: run.steps.get('wait')!.due });
    expect(run.version).toBe('v2');
    expect(left).toEqual([]);
  });

  it('stays when it is pinned, and the wish is answered all the same', async () => {
    const { events, head, left } = await asked('v3');
    expect(events.some(({ type }) => type === 'run.moved')).toBe(false);
    expect(head.version).toBe('v1');
    expect(left).toEqual([]);
  });

  it('stays when the version is unknown here, or is its own', async () => {
    const { events, left } = await asked('v9', 'v1');
    expect(events.some(({ type }) => type === 'run.moved')).toBe(false);
    expect(left).toEqual([]);
  });

  it('goes on as the new version draws it', async () => {
    const { held } = await asked('v2');
    held.clock.set(held.clock.now() + 3_600_000);
    const claim = (await held.deps.store.claim('t', held.claim.head.id, held.clock.now()))!;
    expect(claim.head.version).toBe('v2');
  });
});
