/** What an expression gives in the newest orders of a flow: where it finds nothing, and where it fails. */
import { type Flow, type Json, type JsonObject, ProblemError } from '../../flows/flow.ts';
import { upstreamOf } from '../../flows/upstream.ts';
import { ConnectorError } from '../../nodes/node-type.ts';
import { project } from '../access/project.ts';
import type { Viewer } from '../access/viewer.ts';
import type { OverRuns, OverRunsAsk } from './api.ts';
import type { AppDeps } from './deps.ts';

type Deps = Pick<AppDeps, 'catalogue' | 'reads' | 'runs' | 'nodeTypes' | 'clock' | 'expressions'>;

const mostNamed = 5;
/** Reading runs takes its time: what is not looked at by then is not counted. */
const patience = 2_000;

/** Throws ProblemError `flow.not_found` and `node.not_found`. */
export async function overRuns(deps: Deps, viewer: Viewer, id: string, ask: OverRunsAsk): Promise<OverRuns> {
  const drawing = ask.drawing ?? (await deps.catalogue.detail(viewer.tenant, id)).draft;
  const node = drawing.nodes[ask.node];
  if (!node) throw new ProblemError(404, { code: 'node.not_found', path: '/node', message: `The drawing has no node "${ask.node.slice(0, 60)}".` });
  const answer: OverRuns = { runs: 0, nothing: [], failed: [], counts: { nothing: 0, failed: 0 } };
  const { nodes, containers } = upstreamOf(drawing, ask.node);
  // In a container there is one value per item: no single one is that of the order. Elsewhere a condition may find nothing.
  if (containers.length > 0 || node.type.startsWith('repeat@')) return answer;
  const mayFindNothing = deps.nodeTypes.get(node.type)?.missing === 'null';
  const seen = new Set(nodes.map((one) => one.id));
  const until = performance.now() + patience;
  const { items } = await deps.reads.runs(viewer.tenant, { flow: id, limit: ask.last ?? 20 });
  for (const head of items) {
    if (performance.now() > until) break;
    const data = await dataOf(deps, viewer, head.id, drawing, ask.node, seen);
    if (!data) continue;
    answer.runs += 1;
    const found = { id: head.id, key: head.keys[0] ?? head.id };
    try {
      const value = await deps.expressions.evaluate(ask.source, data, { now: head.startedAt, seed: head.id, tenant: viewer.tenant });
      if (value === undefined && !mayFindNothing && (answer.counts.nothing += 1) <= mostNamed) answer.nothing.push(found);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if ((answer.counts.failed += 1) <= mostNamed) answer.failed.push({ ...found, message: error.message });
    }
  }
  return answer;
}

/** What the node saw or would have seen in a run; undefined when the run never came that far. */
async function dataOf({ runs }: Deps, viewer: Viewer, run: string, drawing: Flow, node: string, seen: ReadonlySet<string>): Promise<JsonObject | undefined> {
  const steps = project(viewer, 'steps', await runs.steps(viewer.tenant, run));
  const before = new Set(drawing.edges.filter(({ to }) => to === node).map(({ from }) => from.split('.')[0]!));
  const isReached = steps.some((step) => step.node === node || (before.has(step.node) && step.status === 'completed'));
  if (!isReached) return undefined;
  const { trigger, order, keys, startedAt, flow, version } = project(viewer, 'run', await runs.describe(viewer.tenant, run, viewer));
  const given: Record<string, Json> = {};
  for (const { node: one, status, output } of steps) if (seen.has(one) && status === 'completed' && output !== undefined) given[one] = output;
  return { trigger, order, steps: given, run: { id: run, flow, version, keys, startedAt } };
}
