/** Drawings and changes of them by chance: whoever may be moved comes to an end in the new one, and does nothing there that it did before. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ruleBroken } from '../../test/simulation/log-rules.ts';
import { done, planFor, type Told } from '../../test/support/tell.ts';
import { advance } from './advance.ts';
import type { Run, RunEvent } from './events.ts';
import { emptyRun, fold } from './fold.ts';
import { pinOf } from './pinned.ts';
import type { Plan } from './plan.ts';

type Drawn = { nodes: Record<string, string>; edges: string[] };

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const kinds = fc.constantFrom('call_a@1', 'call_b@1', 'wait_for@1', 'wait_for@1', 'join@1', 'transform@1');
const later = (from: string): string[] => (from === 'begin' ? ids : ids.slice(ids.indexOf(from) + 1));
const line = fc
  .tuple(fc.constantFrom('begin', ...ids), fc.constantFrom(...ids))
  .filter(([from, to]) => later(from).includes(to))
  .map(([from, to]) => `${from} > ${to}`);
const drawing: fc.Arbitrary<Drawn> = fc
  .record({ kinds: fc.tuple(...ids.map(() => kinds)), edges: fc.uniqueArray(line, { minLength: 4, maxLength: 12 }) })
  .map((drawn) => ({ nodes: Object.fromEntries(ids.map((id, at) => [id, drawn.kinds[at]!])), edges: [...new Set(['begin > a', ...drawn.edges])] }));
const change = fc.oneof(
  line.map(
    (edge) =>
      ({ nodes, edges }: Drawn): Drawn => ({ nodes, edges: edges.includes(edge) ? edges.filter((one) => one !== edge) : [...edges, edge] }),
  ),
  fc.tuple(fc.constantFrom(...ids), kinds).map(
    ([id, kind]) =>
      ({ nodes, edges }: Drawn): Drawn => ({ nodes: { ...nodes, [id]: kind }, edges }),
  ),
);
const scenario = fc.record({
  before: drawing,
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  turns: fc.nat(6),
  order: fc.infiniteStream(fc.nat(5)),
});

/** What nothing leads to is left out, as no such drawing is deployed. */
function planned({ nodes, edges }: Drawn, version: string): Plan {
  const reached = ['begin'];
  for (const id of ids) if (edges.some((edge) => reached.some((from) => edge === `${from} > ${id}`))) reached.push(id);
  const specs = Object.entries(nodes)
    .filter(([id]) => reached.includes(id))
    .map(([id, type]) => [id, type === 'wait_for@1' ? { type, config: { any: [id], deadline: 'P1D' } } : { type }]);
  const drawn = edges.filter((edge) => edge.split(' > ').every((id) => reached.includes(id)));
  return { ...planFor({ begin: 'begin@1', ...Object.fromEntries(specs) }, drawn), version };
}

/** Tells it, with all that follows; what breaks a rule of logs is thrown. */
function apply(plan: Plan, run: Run, told: Told): void {
  const queue = [{ at: run.events, ...told } as RunEvent];
  for (let event = queue.shift(); event; event = queue.shift()) {
    const broken = ruleBroken(run, event, plan);
    if (broken) throw new Error(broken);
    queue.push(...advance(plan, fold(run, event), event));
  }
}

/** Whatever is scheduled is done at once; what waits stands. */
function settle(plan: Plan, run: Run): void {
  for (let step = scheduled(run); step; step = scheduled(run)) {
    const isWait = plan.nodes.get(step.node)!.spec.type === 'wait_for@1';
    apply(plan, run, isWait ? { type: 'step.waiting', step: step.id, signals: [step.node] } : done(step.id));
  }
}
const scheduled = (run: Run) => [...run.open].map((id) => run.steps.get(id)!).find(({ status }) => status === 'scheduled');

/** One of the waits is over, then all that follows. */
function goOn(plan: Plan, run: Run, pick: number): void {
  const open = [...run.open];
  if (open.length > 0) apply(plan, run, done(open[pick % open.length]!));
  settle(plan, run);
}

function finish(plan: Plan, run: Run): void {
  for (let turns = 0; run.open.size > 0; turns += 1) {
    if (turns > 100) throw new Error('it never ends');
    goOn(plan, run, 0);
  }
}

const visits = (run: Run): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { node } of run.steps.values()) counts.set(node, (counts.get(node) ?? 0) + 1);
  return counts;
};

it('is moved only to where it ends, and repeats nothing that it would not have repeated anyway', () => {
  let moved = 0;
  let pinned = 0;
  fc.assert(
    fc.property(scenario, ({ before, changes, turns, order }) => {
      const after = changes.reduce((drawn, edit) => edit(drawn), before);
      const [from, to] = [planned(before, 'v1'), planned(after, 'v2')];
      const run = emptyRun('r');
      apply(from, run, { type: 'run.started', trigger: 'begin', input: { v: {} }, keys: [] });
      settle(from, run);
      for (let turn = 0; turn < turns; turn += 1) goOn(from, run, order.next().value!);
      const stood = visits(run);
      if (pinOf(run, from, to) !== undefined) {
        pinned += 1;
        return;
      }
      moved += 1;
      const control = structuredClone(run);
      finish(from, control);
      apply(from, run, { type: 'run.moved', from: 'v1', to: 'v2', by: 'ada', reason: '' });
      finish(to, run);
      expect(run.status).toBe('completed');
      for (const [node, count] of stood) expect(visits(run).get(node)! - count, node).toBeLessThanOrEqual(visits(control).get(node)! - count);
    }),
    { numRuns: 5_000 },
  );
  expect(moved).toBeGreaterThan(100);
  expect(pinned).toBeGreaterThan(100);
});
