/** Trying as the API asks for it: finds drawing, document and recorded answers, then plays. */
import { type Flow, type FlowTest, type Json, ProblemError } from '../../flows/flow.ts';
import type { NodeType, Outcome } from '../../nodes/node-type.ts';
import { project } from '../access/project.ts';
import type { Viewer } from '../access/viewer.ts';
import type { CalendarSource } from '../catalogue/calendars.ts';
import { frozenCalendars } from '../catalogue/calendars.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { checkDraft } from '../catalogue/checks.ts';
import { findSubflow } from '../catalogue/find-subflow.ts';
import { lockFlow } from '../catalogue/lock.ts';
import type { Samples } from '../catalogue/samples.ts';
import { foldAll } from '../engine/fold.ts';
import type { Clock, Expressions, RunStore } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';
import { valuesOf } from '../engine/values.ts';
import type { TryAnswer, TryAsk } from '../http/api.ts';
import type { Tries } from '../http/try-service.ts';
import { lastOutcome, outcomeOf } from '../shadow/recorded.ts';
import { runTests, settled, testId, testOf } from './flow-tests.ts';
import { type Happening, happeningsOf } from './happenings.ts';
import { type Playing, playTry } from './play-try.ts';

export interface TriesDeps {
  catalogue: Catalogue;
  nodeTypes: ReadonlyMap<string, NodeType>;
  expressions: Expressions;
  calendars: CalendarSource;
  samples: Pick<Samples, 'list'>;
  store: Pick<RunStore, 'log' | 'payload'>;
  reads: Reads;
  clock: Pick<Clock, 'now'>;
}

/** Orders on trial at the same time: real ones come first. */
const mostAtOnce = 4;

export function openTries(deps: TriesDeps): Tries {
  let underWay = 0;
  const inTurn = async <T>(play: () => Promise<T>): Promise<T> => {
    if (underWay >= mostAtOnce) throw new ProblemError(503, { code: 'busy.tries', path: '', message: 'Others try flows right now. Try again in a second.' }, 1);
    underWay += 1;
    try {
      return await play();
    } finally {
      underWay -= 1;
    }
  };
  const { catalogue, nodeTypes, expressions, calendars, samples, store, reads, clock } = deps;

  async function frozen({ tenant }: Viewer, drawing: Flow): Promise<{ flow: Flow; version: string }> {
    const { flow, version } = lockFlow(drawing, catalogue.deployed(tenant), await frozenCalendars(calendars, tenant, drawing));
    return { flow, version };
  }

  async function drawingOf(by: Viewer, id: string, given: Flow | undefined): Promise<Flow> {
    if (given === undefined) return (await catalogue.detail(by.tenant, id)).draft;
    // An expression of one's own could read what is hidden from an operator.
    if (by.role !== 'admin')
      throw new ProblemError(403, { code: 'access.admin_only', path: '/flow', message: 'Only an admin tries another drawing than the stored one.' });
    return checkDraft(given, id);
  }

  type Source = Pick<Playing, 'document' | 'taken' | 'follow'> & { trigger?: string; startedAt?: number; own?: Map<string, Outcome> };

  async function sourceOf(by: Viewer, id: string, { document, sample, run }: TryAsk): Promise<Source> {
    if ([document, sample, run].filter((one) => one !== undefined).length !== 1)
      throw new ProblemError(422, { code: 'try.which', path: '/document', message: 'Give a document, a sample or a past run; one of the three.' });
    if (document !== undefined) return { document, follow: [] };
    if (run !== undefined) return pastRun(by, run);
    const found = (await samples.list(by.tenant, id)).find((one) => one.id === sample);
    if (!found) throw new ProblemError(404, { code: 'sample.not_found', path: '/sample', message: 'There is no such sample.' });
    return { document: found.body, follow: [] };
  }

  /** As the viewer may see it: a drawing on trial could put what is hidden elsewhere. */
  async function pastRun(by: Viewer, id: string): Promise<Source> {
    const found = await reads.run(by.tenant, id);
    if (!found) throw new ProblemError(404, { code: 'run.not_found', path: '/run', message: 'There is no such run.' });
    const run = foldAll(id, found.commits);
    const values = valuesOf((hash) => store.payload(by.tenant, id, hash));
    const began = found.commits.flatMap(({ events }) => events).find((event) => event.type === 'run.started');
    const document = project(by, 'run', await values.get(run.input));
    const order = began?.type === 'run.started' && began.order ? project(by, 'run', await values.get(began.order)) : undefined;
    const signals = await reads.signalsOf(by.tenant, [...run.keys, id]);
    const taken = { document, keys: run.keys.slice(0, 20), ...(order === undefined ? {} : { order }) };
    const follow = project(by, 'signal', happeningsOf(run, signals)) as Happening[]; // the same shape, some leaves replaced by dots
    const own = new Map<string, Outcome>();
    for (const step of run.steps.values())
      if (step.status === 'completed' && step.effect) own.set(step.node, await outcomeOf({ store }, by.tenant, run, step, found.commits));
    return { document, taken, follow, own, trigger: run.trigger, startedAt: run.startedAt };
  }

  /** How the real order that is followed left a node, else one before it. */
  async function recordedFor(by: Viewer, flow: Flow, own: ReadonlyMap<string, Outcome> = new Map()): Promise<Map<string, Outcome>> {
    const effects = Object.keys(flow.nodes).filter((id) => nodeTypes.get(flow.nodes[id]!.type)?.effect);
    const found = await Promise.all(
      effects.map(async (node) => [node, own.get(node) ?? (await lastOutcome({ store, reads }, by.tenant, { flow: flow.id, node }))] as const),
    );
    return new Map(found.flatMap(([node, outcome]) => (outcome ? [[node, project(by, 'steps', outcome)] as const] : [])));
  }

  const playDeps = (by: Viewer) => ({
    nodeTypes,
    expressions,
    flowOf: catalogue.flowOf,
    subflow: (session: { plan: { flow: Flow } }, id: string) => findSubflow(catalogue.deployed(by.tenant), nodeTypes, session.plan.flow, id),
  });

  async function played(by: Viewer, drawing: Flow, ask: TryAsk): Promise<{ answer: TryAnswer; document: Json }> {
    const { at, by: answeredBy = 'sandbox', answers = {}, moves = [], from, to } = ask;
    const source = await sourceOf(by, drawing.id, ask);
    const recorded = await recordedFor(by, drawing, source.own);
    const trigger = ask.trigger ?? (source.trigger !== undefined && drawing.nodes[source.trigger] ? source.trigger : undefined);
    const answer = await playTry(playDeps(by), {
      ...(await frozen(by, drawing)),
      by,
      document: source.document,
      at: at === undefined ? (source.startedAt ?? clock.now()) : Date.parse(at),
      answeredBy,
      answers,
      recorded,
      follow: source.follow,
      moves,
      ...(source.taken ? { taken: source.taken } : {}),
      ...(trigger === undefined ? {} : { trigger }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
    return { answer, document: source.document };
  }

  async function playTest(by: Viewer, drawing: Flow, test: FlowTest, name = 'try'): Promise<TryAnswer> {
    const { trigger, document, at, answers = {}, moves = [] } = test;
    const common = { by, trigger, document, at: Date.parse(at), answeredBy: 'sandbox' as const, answers, recorded: new Map(), follow: [], moves, name };
    const { flow, version } = await frozen(by, drawing);
    return playTry(playDeps(by), { ...common, flow, version: name === 'try' ? version : name });
  }

  return {
    play: (by, id, ask) => inTurn(async () => (await played(by, await drawingOf(by, id, ask.flow), ask)).answer),
    make: (by, id, { title, ...ask }) =>
      inTurn(async () => {
        const drawing = await drawingOf(by, id, ask.flow);
        if (ask.from !== undefined || ask.to !== undefined)
          throw new ProblemError(422, { code: 'test.part', path: '/from', message: 'A test plays the whole flow. Try it from the beginning, then save it.' });
        const { answer, document } = await played(by, drawing, ask);
        const made = testOf(title, answer, document, ask.answers ?? {});
        const test = await settled(made, (as, one) => playTest(by, drawing, one, as === 'it is' ? 'try' : 'another'));
        return { id: testId(title, Object.keys(drawing.tests ?? {})), test };
      }),
    async test(by, flow, id) {
      if (id !== undefined && !flow.tests?.[id])
        throw new ProblemError(404, { code: 'test.not_found', path: '/test', message: 'This drawing has no such test.' });
      return inTurn(async () => ({ items: await runTests((drawing, test) => playTest(by, drawing, test), flow, id) }));
    },
  };
}
