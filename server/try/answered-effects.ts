/** Effects of a try: each call is answered by the sandbox, by what was recorded, or by whoever tries. None leaves. */
import { connectorOf } from '../../connectors/index.ts';
import type { Flow, GivenAnswer, Json } from '../../flows/flow.ts';
import {
  ConnectorError,
  type EffectTurn,
  type ErrorCode,
  errorCodes,
  type HttpAnswer,
  type HttpRequest,
  type NodeType,
  type Outcome,
} from '../../nodes/node-type.ts';
import { memoryDisk } from '../adapters/memory/disk.ts';
import { memoryDocuments } from '../adapters/memory/documents.ts';
import { callOf, veiled, type WouldBeCall } from '../adapters/system/would-be-call.ts';
import { openBooks } from '../books/open-books.ts';
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
  told: ReadonlyMap<string, Told>;
  close(): void;
}

/** Whose answer it was; nobody's where the node asked for none. */
interface Told {
  source?: AnswerSource;
  calls: WouldBeCall[];
}

interface TriedTurn extends EffectTurn {
  answer(run: (turn: EffectTurn) => Outcome | Promise<Outcome>): Promise<Outcome>;
  find(look: NonNullable<NonNullable<NodeType['effect']>['lookup']>): Promise<Outcome | null>;
}

type Found = { outcome: Outcome } | { error: unknown };

const mostCalls = 20;

export function triedEffects({ flow, nodeTypes, drawingOf, by, answers, recorded, now }: Answering): TriedEffects {
  const sandbox = openSandboxCalls(now);
  /** A try writes into books of its own. */
  const books = openBooks(memoryDocuments(memoryDisk()))('try');
  const told = new Map<string, Told>();
  const losing = new Map<string, number>();
  /** Answers that were given, though maybe lost on their way. */
  const done = new Map<string, Outcome>();

  const givenFor = (node: PlanNode): GivenAnswer | undefined => (node.flow === flow.id ? answers[node.id] : undefined);
  const isGiven = (node: PlanNode): boolean => {
    const given = givenFor(node);
    return given?.error !== undefined || given?.output !== undefined || given?.port !== undefined;
  };

  /** Undefined where the real node asks the sandbox. */
  function knownFor(node: PlanNode, inSandbox: boolean): { source: AnswerSource; found: Found } | undefined {
    const given = givenFor(node);
    if (given?.error) return { source: given.kind, found: { error: failed(given.error) } };
    if (given && isGiven(node)) return { source: given.kind, found: emit(given.output ?? {}, given.port) };
    const before = node.flow === flow.id ? recorded.get(node.id) : undefined;
    const recordedOne = before && { source: 'recorded' as const, found: { outcome: before } };
    const kind = given?.kind ?? by;
    if (kind === 'recorded' && recordedOne) return recordedOne;
    if (kind === 'mine') return nobody(node);
    if (inSandbox) return undefined;
    const fixture = fixtureOutcome(node.spec.type);
    return fixture ? { source: 'sandbox', found: { outcome: fixture } } : (recordedOne ?? nobody(node));
  }

  /** Nobody knows an answer: what the node says it gives stands for it, so that what follows finds its fields. */
  function nobody(node: PlanNode): { source: AnswerSource; found: Found } {
    const drawing = node.flow === flow.id ? flow : drawingOf(node.flow);
    return { source: 'nobody', found: emit(drawing ? madeStep(drawing, nodeTypes, node.id, ['']) : {}) };
  }

  const effects: Effects = {
    enter: () => () => undefined,
    async equip(turn, node, { effectKey, signal }) {
      const calls: WouldBeCall[] = [];
      const slot = node.spec.slot;
      const slots = (node.flow === flow.id ? flow : drawingOf(node.flow))?.slots ?? {};
      const connector = slot === undefined ? undefined : slots[slot];
      let goesBySandbox = false;
      const here = sandbox.connectionTo(connector);
      const means: EffectTurn = {
        ...turn,
        effectKey,
        effectClass: node.effectClass!, // only nodes with an effect are equipped
        signal,
        books,
        async through(other) {
          const channel = connectorOf(slots[other] ?? '')?.invoiceChannel;
          const connection = sandbox.connectionTo(slots[other]);
          if (!connection) throw new ConnectorError('connector.refused', 'nothing leaves while trying');
          goesBySandbox = true;
          const http = async (request: HttpRequest): Promise<HttpAnswer> => {
            calls.push(callOf(request));
            return sandbox.call(request);
          };
          return { connection, http, ...(channel ? { channel } : {}) };
        },
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
          // What a node makes of empty answers does not matter where another is known: only what it asked for.
          const own = await foundBy(() => run(means));
          const known = knownFor(node, here !== undefined || goesBySandbox);
          const decidesAlone = slot === undefined && calls.length === 0 && !isGiven(node);
          const source = known?.source ?? 'sandbox';
          told.set(effectKey, { calls, ...(decidesAlone ? {} : { source }) });
          const found = known === undefined || decidesAlone ? own : known.found;
          if ('error' in found) throw found.error;
          const { outcome } = found;
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

const emit = (output: Json, port?: string): Found => ({ outcome: { kind: 'emit', output, ...(port === undefined ? {} : { port }) } });

const foundBy = (run: () => Outcome | Promise<Outcome>): Promise<Found> =>
  Promise.resolve()
    .then(run)
    .then(
      (outcome) => ({ outcome }),
      (error: unknown) => ({ error }),
    );

const failed = ({ code, message }: { code: string; message: string }): ConnectorError =>
  new ConnectorError(code in errorCodes ? (code as ErrorCode) : 'node.failed', message);
