import { describe, expect, it } from 'vitest';
import { hold } from '../../test/support/held.ts';
import { failed, planFor, retried } from '../../test/support/tell.ts';
import type { FindSubflow } from './outcome.ts';
import type { Commit, RunStart } from './ports.ts';

const plan = planFor({ begin: 'begin@1', call: 'call_a@1' }, ['begin > call'], { onParked: { subflow: 'watch' } });
const watch: FindSubflow = (_, flow) => ({ flow, version: 'w1', trigger: 'start' });

/** The flows that were started by each commit. */
async function told(subflow: FindSubflow, parent?: { parking: number }) {
  const held = await hold(plan, {}, {}, () => ({ subflow }));
  const starts: RunStart[][] = [];
  const { commit } = held.deps.store;
  held.deps.store.commit = (one: Commit) => {
    starts.push(one.outbox.flatMap((item) => (item.kind === 'start' ? [item.start] : [])));
    return commit(one);
  };
  if (parent) held.session.run.parent = { runId: 'p', step: 's', ...parent };
  const { session, clock } = held;
  held.tell(failed('call'));
  await session.commit(false, clock.now());
  await session.commit(false, clock.now());
  held.tell(retried('call'), failed('call'));
  await session.commit(true, clock.now());
  return { starts, id: session.run.id };
}

describe('a parking', () => {
  it('is told once, in the commit that parks, under an id of its own', async () => {
    const { starts, id } = await told(watch);
    expect(starts.map(({ length }) => length)).toEqual([1, 0, 1]);
    const [first, second] = [starts[0]![0]!, starts[2]![0]!];
    expect(first.head.id).not.toBe(second.head.id);
    expect(first.head).toMatchObject({ flow: 'watch', version: 'w1', parent: id });
    expect(first.events[0]).toMatchObject({
      type: 'run.started',
      trigger: 'start',
      input: { v: { run: id, flow: 'flow', code: 'connector.refused', reason: 'call failed', node: 'call', keys: [] } },
      parent: { runId: id, parking: 1 },
    });
    expect((await told(watch)).starts[0]![0]!.head.id).toBe(first.head.id);
  });

  it('of a handler tells nobody, nor one whose handler was never deployed', async () => {
    expect((await told(watch, { parking: 1 })).starts.flat()).toEqual([]);
    expect((await told(() => undefined)).starts.flat()).toEqual([]);
  });
});
