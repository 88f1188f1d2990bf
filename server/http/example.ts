/** The data a node of a drawing would look at, as real as it can be had: a sample, a past run, else made up. */
import { type Flow, isExpr, type Json, type JsonObject, ProblemError } from '../../flows/flow.ts';
import { upstreamOf } from '../../flows/upstream.ts';
import { project } from '../access/project.ts';
import type { Viewer } from '../access/viewer.ts';
import { samplesOf } from '../catalogue/samples.ts';
import type { ExampleAnswer, ExampleAsk, StepInfo } from './api.ts';
import type { AppDeps } from './deps.ts';
import { documentOf, type ExampleDocument, madeDocument, triggerOf } from './example-document.ts';
import { exampleSteps } from './example-steps.ts';
import { iso } from './run-info.ts';

type Deps = Pick<AppDeps, 'catalogue' | 'reads' | 'runs' | 'nodeTypes' | 'connectors' | 'documents' | 'audit' | 'clock' | 'expressions'>;
type Begin = ExampleDocument & Pick<ExampleAnswer, 'name' | 'origin' | 'runId' | 'at'>;

/** Throws ProblemError `flow.not_found`, `run.not_found` and `sample.not_found`. */
export async function exampleOf(deps: Deps, viewer: Viewer, id: string, ask: ExampleAsk): Promise<ExampleAnswer> {
  const drawing = ask.drawing ?? (await deps.catalogue.detail(viewer.tenant, id)).draft;
  const trigger = triggerOf(drawing, deps.nodeTypes);
  const { items } = await deps.reads.runs(viewer.tenant, { flow: id, limit: 10 });
  const recent = items.map((head) => head.id);
  const begin = await beginning(deps, viewer, id, ask, trigger?.type, recent);
  const runs = begin.runId === undefined ? recent : [begin.runId, ...recent.filter((one) => one !== begin.runId)];
  const seen = ask.node === undefined ? undefined : upstreamOf(drawing, ask.node);
  const wanted = seen?.nodes ?? Object.keys(drawing.nodes).map((node) => ({ id: node, ports: [] }));
  const found = await exampleSteps({
    drawing,
    wanted: wanted.filter((node) => node.id !== trigger?.id),
    nodeTypes: deps.nodeTypes,
    runs,
    stepsOf: async (run) => project(viewer, 'steps', await deps.runs.steps(viewer.tenant, run)),
  });
  const data = {
    trigger: begin.trigger,
    order: begin.order,
    steps: { ...found.steps, ...(trigger && wanted.some((node) => node.id === trigger.id) ? { [trigger.id]: begin.order } : {}) },
  };
  const item = ask.node === undefined ? undefined : await itemFor(deps, viewer, drawing, ask.node, seen!.containers, data, found.own);
  return {
    ...data,
    ...(item === undefined ? {} : { item }),
    run: { id: begin.runId ?? 'example', flow: id, version: 'draft', keys: begin.keys, startedAt: begin.at ?? iso(deps.clock.now()) },
    name: begin.name,
    origin: begin.origin,
    ...(begin.runId === undefined ? {} : { runId: begin.runId }),
    ...(begin.at === undefined ? {} : { at: begin.at }),
    stepOrigins: found.origins,
  };
}

async function beginning(deps: Deps, viewer: Viewer, flow: string, ask: ExampleAsk, type: Parameters<typeof documentOf>[0], recent: string[]): Promise<Begin> {
  const asMessage = (body: Json): ExampleDocument => documentOf(type, deps.connectors, body, deps.clock.now());
  const ofRun = async (run: string): Promise<Begin> => {
    const { trigger, order, keys, startedAt } = project(viewer, 'run', await deps.runs.describe(viewer.tenant, run, viewer));
    return { trigger, order, keys, name: keys[0] ?? run, origin: 'run', runId: run, at: startedAt };
  };
  if (ask.body !== undefined) return { ...asMessage(ask.body), name: '', origin: 'given' };
  if (ask.run !== undefined) return ofRun(ask.run);
  if (ask.sample === undefined && recent[0] !== undefined) return ofRun(recent[0]);
  const samples = await samplesOf(deps).list(viewer.tenant, flow);
  const sample = ask.sample === undefined ? samples[0] : samples.find((one) => one.id === ask.sample);
  if (sample) return { ...asMessage(project(viewer, 'delivery', sample.body)), name: sample.name, origin: 'sample', at: iso(sample.at) };
  if (ask.sample !== undefined)
    throw new ProblemError(404, { code: 'sample.not_found', path: '/sample', message: 'There is no such sample. Choose another one.' });
  return { ...madeDocument(flow, type, deps.clock.now()), name: '', origin: 'made' };
}

/** What `item` is there: the first of the list a container goes through, or the first round of a repeat. */
async function itemFor(
  deps: Deps,
  viewer: Viewer,
  drawing: Flow,
  node: string,
  containers: string[],
  data: JsonObject,
  own: StepInfo[],
): Promise<Json | undefined> {
  const isRepeat = (id: string): boolean => drawing.nodes[id]?.type.startsWith('repeat@') ?? false;
  const inner = isRepeat(node) ? node : containers[0];
  if (inner === undefined) return undefined;
  const step = own.findLast((one) => one.node === inner);
  if (isRepeat(inner)) return { round: 1, last: (step?.output as JsonObject | undefined)?.['last'] ?? null };
  const [seen] = listIn(step?.input);
  if (seen !== undefined) return seen;
  const items = drawing.nodes[inner]?.config?.['items'];
  if (!isExpr(items)) return listIn({ items: items ?? [] })[0];
  try {
    const value = await deps.expressions.evaluate(items.$expr, data as Record<string, Json>, { now: deps.clock.now(), seed: 'example', tenant: viewer.tenant });
    return listIn({ items: value ?? [] })[0];
  } catch {
    return undefined; // the container's own field says what is wrong with it
  }
}

const listIn = (config: Json | undefined): Json[] => {
  const items = (config as JsonObject | null | undefined)?.['items'];
  return Array.isArray(items) ? items : [];
};
