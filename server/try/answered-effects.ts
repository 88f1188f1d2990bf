/** Effects of a try: each call is answered by the sandbox, by what was recorded, or by whoever tries. None leaves. */
import type { Flow, GivenAnswer, Json } from '../../flows/flow.ts';
import { ConnectorError, type EffectTurn, type ErrorCode, errorCodes, type NodeType, type Outcome } from '../../nodes/node-type.ts';
import { callOf, veiled, type WouldBeCall } from '../adapters/system/would-be-call.ts';
import type { Effects } from '../engine/drain-deps.ts';
import type { PlanNode } from '../engine/plan.ts';
import type { AnswerSource } from '../http/api.ts';
import { madeStep } from '../http/example-steps.ts';
import { fixtureOutcome } from './fixture-answers.ts';
import { openSandboxCalls } from './sandbox-calls.ts';

export interface Answering {
  flow: Flow;
  nodeTypes: ReadonlyMap<string, NodeType>;
  /** Drawing of a flow it starts. */
  drawingOf(flow: string): Flow | undefined;
  by: GivenAnswer['kind'];
  answers: Record<string, GivenAnswer>;
  /** How real runs left a node, by its id. */
  recorded: ReadonlyMap<string, Outcome>;
  now(): number;
}

export interface TriedEffects {
  effects: Effects;
  /** The type as the plan of a try has it. */
  answered(type: NodeType): NodeType;
  /** The answer of the next call of this node is lost. */
  lose(node: string): void;
  /** By effect key. */
  told: ReadonlyMap<string, { source: AnswerSource; calls: WouldBeCall[] }>;
  close(): void;
}

interface TriedTurn extends EffectTurn {
  answer(run: (turn: EffectTurn) => Outcome | Promise<Outcome>): Promise<Outcome>;
  find(look: NonNullable<NonNullable<NodeType['effect']>['lookup']>): Promise<Outcome | null>;
}

const mostCalls = 20;

export function triedEffects({ flow, nodeTypes, drawingOf, by, answers, recorded, now }: Answering): TriedEffects {
  const sandbox = openSandboxCalls(now);
  const told = new Map<string, { source: AnswerSource; calls: WouldBeCall[] }>();
  const losing = new Map<string, number>();
  /** Answers that were given, though maybe lost on their way. */
  const done = new Map<string, Outcome>();

  /** Undefined where the real node asks the sandbox. */
  function knownFor(
    node: PlanNode,
    inSandbox: boolean,
  ): { source: AnswerSource; outcome: Outcome } | { source: AnswerSource; error: GivenAnswer['error'] & {} } | undefined {
    const given = node.flow === flow.id ? answers[node.id] : undefined;
    if (given?.error) return { source: given.kind, error: given.error };
    if (given?.output !== undefined || given?.port !== undefined) return { source: given.kind, outcome: emit(given.output ?? {}, given.port) };
    const before = node.flow === flow.id ? recorded.get(node.id) : undefined;
    const kind = given?.kind ?? by;
    if (kind === 'recorded' && before) return { source: 'recorded', outcome: before };
    if (kind === 'mine') return nobody(node);
    if (inSandbox) return undefined;
    const fixture = fixtureOutcome(node.spec.type);
    if (fixture) return { source: 'sandbox', outcome: fixture };
    return before ? { source: 'recorded', outcome: before } : nobody(node);
  }

  /** Nobody knows an answer: what the node says it gives stands for it, so that what follows finds its fields. */
  function nobody(node: PlanNode): { source: AnswerSource; outcome: Outcome } {
    const drawing = node.flow === flow.id ? flow : drawingOf(node.flow);
    return { source: 'nobody', outcome: emit(drawing ? madeStep(drawing, nodeTypes, node.id, ['']) : {}) };
  }

  const effects: Effects = {
    enter: () => () => undefined,
    async equip(turn, node, { effectKey, signal }) {
      const calls: WouldBeCall[] = [];
      const slot = node.spec.slot;
      const connector = slot === undefined ? undefined : (node.flow === flow.id ? flow : drawingOf(node.flow))?.slots?.[slot];
      const here = sandbox.connectionTo(connector);
      const means: EffectTurn = {
        ...turn,
        effectKey,
        effectClass: node.effectClass!, // only nodes with an effect are equipped
        signal,
        ...(here
          ? { connection: here }
          : connector === undefined
            ? {}
            : { connection: veiled({ id: connector, connector, settings: { baseUrl: `https://${connector}.invalid` } }) }),
        async http(request) {
          if (calls.length >= mostCalls) throw new ConnectorError('connector.refused', 'nothing leaves while trying');
          calls.push(callOf(request));
          if (here) return sandbox.call(request);
          return { status: 200, headers: { 'content-type': 'application/json' }, text: '{}', json: () => ({}) };
        },
        async dial({ host, port }) {
          calls.push({ method: 'CONNECT', target: `${host}:${port}`, body: turn.config });
          throw new ConnectorError('connector.refused', 'nothing leaves while trying');
        },
      };
      const given: TriedTurn = {
        ...means,
        async answer(run) {
          const known = knownFor(node, here !== undefined);
          told.set(effectKey, { source: known?.source ?? 'sandbox', calls });
          // What a node makes of empty answers does not matter where another is known: only what it asked for.
          if (known) await asked(() => run(means));
          if (known && 'error' in known) throw failed(known.error);
          const outcome = known ? known.outcome : await run(means);
          done.set(effectKey, outcome);
          const left = losing.get(node.id) ?? 0;
          if (left === 0) return outcome;
          losing.set(node.id, left - 1);
          throw new ConnectorError('connector.lost_answer', `the answer of ${node.title} was lost on its way`, { unknown: true });
        },
        find: async (look) => (knownFor(node, here !== undefined) ? (done.get(effectKey) ?? null) : look(means)),
      };
      return given;
    },
  };

  return {
    effects,
    told,
    lose: (node) => void losing.set(node, (losing.get(node) ?? 0) + 1),
    answered(type) {
      if (!type.effect) return type;
      const { lookup, ...effect } = type.effect;
      return {
        ...type,
        effect: { ...effect, ...(lookup ? { lookup: (turn) => (turn as TriedTurn).find(lookup) } : {}) }, // equipped above
        run: (turn) => (turn as TriedTurn).answer(type.run), // the same
      };
    },
    close: () => sandbox.close(),
  };
}

const emit = (output: Json, port?: string): Outcome => ({ kind: 'emit', output, ...(port === undefined ? {} : { port }) });

const asked = (run: () => unknown): Promise<unknown> =>
  Promise.resolve()
    .then(run)
    .catch(() => undefined);

const failed = ({ code, message }: { code: string; message: string }): ConnectorError =>
  new ConnectorError(code in errorCodes ? (code as ErrorCode) : 'node.failed', message);
