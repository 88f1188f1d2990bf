/** One try from beginning to end: the same ask has the same answer, and nothing of it stays. */
import { checkEnvelope } from '../../flows/check.ts';
import { type Flow, type GivenAnswer, type Json, type Move, type Problem, ProblemError } from '../../flows/flow.ts';
import type { NodeType, Outcome } from '../../nodes/node-type.ts';
import type { Viewer } from '../access/viewer.ts';
import { errorsOf } from '../catalogue/checks.ts';
import { checkGraph } from '../engine/check-graph.ts';
import type { FindSubflow } from '../engine/outcome.ts';
import { type Plan, planOf } from '../engine/plan.ts';
import type { Expressions } from '../engine/ports.ts';
import type { TryAnswer } from '../http/api.ts';
import { triedEffects } from './answered-effects.ts';
import { describeTry } from './describe-try.ts';
import type { Happening } from './happenings.ts';
import { playerOf } from './moves.ts';
import { orderOf } from './order-of.ts';
import { passedBefore, planOfPart } from './part-of-flow.ts';
import { type Order, openStage } from './stage.ts';
import { virtualClock } from './virtual-clock.ts';

export interface PlayDeps {
  nodeTypes: ReadonlyMap<string, NodeType>;
  expressions: Expressions;
  /** Drawing of a version, of the flows it starts. */
  flowOf(flow: string, version: string): Promise<Flow>;
  subflow: FindSubflow;
}

export interface Playing {
  by: Viewer;
  /** With its lock. */
  flow: Flow;
  version: string;
  document: Json;
  trigger?: string;
  /** As it was taken in, where that is known. */
  taken?: Partial<Order>;
  at: number;
  from?: string;
  to?: string;
  answeredBy: GivenAnswer['kind'];
  answers: Record<string, GivenAnswer>;
  recorded: ReadonlyMap<string, Outcome>;
  follow: readonly Happening[];
  moves: readonly Move[];
  /** Another name is another order, with other ids. */
  name?: string;
}

export const mostMoves = 200;

export async function playTry(deps: PlayDeps, playing: Playing): Promise<TryAnswer> {
  const { nodeTypes, expressions, subflow } = deps;
  const { by, flow, version, at, answers, moves, document, trigger, taken, from, to } = playing;
  const began = performance.now();
  if (moves.length > mostMoves) throw new ProblemError(422, { code: 'try.too_much', path: '/moves', message: `A try takes at most ${mostMoves} moves.` });
  refuseUnplayable(flow, nodeTypes);
  const find = (type: string): NodeType | undefined => nodeTypes.get(type);
  const findAnswered = (type: string): NodeType | undefined => {
    const found = nodeTypes.get(type);
    return found && tried.answered(found);
  };
  const order = { ...orderOf(flow, find, document, trigger, at), ...taken };
  const children = new Map<string, Plan>();
  const childPlan = async (id: string, of: string): Promise<Plan | undefined> => {
    const known = children.get(`${id} ${of}`);
    if (known) return known;
    const drawing = await deps.flowOf(id, of).catch(() => undefined);
    const plan = drawing && planOf(by.tenant, drawing, of, findAnswered);
    if (plan) children.set(`${id} ${of}`, plan);
    return plan;
  };
  const clock = virtualClock(at);
  const drawingOf = (id: string): Flow | undefined => [...children.values()].find((child) => child.flow.id === id)?.flow;
  const tried = triedEffects({ flow, nodeTypes, drawingOf, by: playing.answeredBy, answers, recorded: playing.recorded, now: clock.now });
  const plan = planOfPart(by.tenant, flow, version, findAnswered, { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), answers });
  const stage = openStage({ tenant: by.tenant, flow, plan, planOf: childPlan, subflow, expressions, tried, name: playing.name ?? 'try', clock });
  try {
    const player = playerOf(stage, flow, by, at, playing.follow);
    await stage.begin(order);
    await player.play(moves);
    const pinned = from === undefined ? new Set<string>() : passedBefore(planOf(by.tenant, flow, version, find), from);
    const described = await describeTry({ tenant: by.tenant, plan, flow, stage, player, expressions, at, pinned });
    return { ...described, ms: Math.round(performance.now() - began) };
  } finally {
    stage.close();
  }
}

/** What cannot be played at all; everything else shows itself while trying. */
function refuseUnplayable(flow: Flow, nodeTypes: ReadonlyMap<string, NodeType>): void {
  const envelope = errorsOf(checkEnvelope(flow));
  if (envelope.length > 0) throw new ProblemError(422, envelope);
  const problems = [
    ...Object.entries(flow.nodes).flatMap(([node, { type }]): Problem[] =>
      nodeTypes.has(type)
        ? []
        : [{ code: 'flow.unknown_node_type', path: `/nodes/${node}/type`, node, message: `There is no node type ${type}, so this flow cannot be tried.` }],
    ),
    ...checkGraph(flow, (type) => nodeTypes.get(type)).filter(({ code }) => code === 'flow.cycle'),
  ];
  if (problems.length > 0) throw new ProblemError(422, problems);
}
