/**
 * Effects of a shadow do not leave: what would have been called is noted, and the answer is one that is known.
 * Other tenants pass through untouched.
 */
import type { Json, JsonObject } from '../../../flows/flow.ts';
import {
  type Connection,
  ConnectorError,
  type EffectTurn,
  type ErrorCode,
  errorCodes,
  type HttpRequest,
  type NodeType,
  type Outcome,
} from '../../../nodes/node-type.ts';
import type { Bound } from '../../access/bound.ts';
import { isShadow } from '../../access/viewer.ts';
import type { Effects } from '../../engine/drain-deps.ts';

/** Whose answer it is: the live run's, that of an order before, or nobody's, and then it is an empty object. */
export type KnownAnswer = { source: 'live' | 'recorded' | 'none' } & ({ outcome: Outcome } | { error: { code: string; message: string } });

/** A request as it would have left, without headers: secrets stand there. */
export interface WouldBeCall {
  method: string;
  target: string;
  body?: Json;
}

export interface ShadowNote {
  tenant: string;
  runId: string;
  node: string;
  effectKey: string;
  calls: WouldBeCall[];
  source: KnownAnswer['source'];
}

export interface ShadowDeps {
  bound: Pick<Bound, 'boundTo' | 'connectionOf'>;
  answer(ask: { tenant: string; runId: string; flow: string; node: string; effectKey: string }): Promise<KnownAnswer>;
  /** Durable when it resolves; the same effect key overwrites. */
  note(note: ShadowNote): Promise<void>;
}

interface ShadowTurn extends EffectTurn {
  suppress(run: NodeType['run']): Promise<Outcome>;
}

const mostCalls = 8;
const longestBody = 16_384;
/** Stands where a secret would; a header may carry it. */
const veil = '***';

export function shadowEffects(effects: Effects, { bound, answer, note }: ShadowDeps): Effects {
  return {
    enter: (node, tenant) => (isShadow(tenant) ? () => undefined : effects.enter(node, tenant)),
    isCrowded: (node, tenant, run, comeBack) => !isShadow(tenant) && effects.isCrowded?.(node, tenant, run, comeBack) === true,
    heldBy: (node, tenant) => (isShadow(tenant) ? undefined : effects.heldBy?.(node, tenant)),
    async equip(turn, node, call) {
      const { tenant, effectKey, signal } = call;
      if (!isShadow(tenant)) return effects.equip(turn, node, call);
      const calls: WouldBeCall[] = [];
      const { slot } = node.spec;
      const id = slot === undefined ? undefined : bound.boundTo(tenant, slot, node.flow);
      const connection = id === undefined ? undefined : bound.connectionOf(tenant, id);
      const given: EffectTurn = {
        ...turn,
        effectKey,
        effectClass: node.effectClass!, // only nodes with an effect are equipped
        signal,
        ...(connection ? { connection: veiled(connection) } : {}),
        async http(request) {
          if (calls.length >= mostCalls) throw new ConnectorError('connector.refused', 'nothing of a shadow leaves');
          calls.push(callOf(request));
          return { status: 200, headers: { 'content-type': 'application/json' }, text: '{}', json: () => ({}) };
        },
        async dial({ host, port }) {
          calls.push({ method: 'CONNECT', target: `${host}:${port}`, body: turn.config });
          throw new ConnectorError('connector.refused', 'nothing of a shadow leaves');
        },
      };
      const equipped: ShadowTurn = {
        ...given,
        async suppress(run) {
          // What it makes of the empty answers does not matter: only what it asked for.
          await Promise.resolve()
            .then(() => run(given))
            .catch(() => undefined);
          const known = await answer({ tenant, runId: turn.run.id, flow: node.flow, node: node.id, effectKey });
          await note({ tenant, runId: turn.run.id, node: node.id, effectKey, calls, source: known.source });
          if ('outcome' in known) return known.outcome;
          const code = known.error.code in errorCodes ? (known.error.code as ErrorCode) : 'node.failed';
          throw new ConnectorError(code, known.error.message, { retryable: false });
        },
      };
      return equipped;
    },
  };
}

/** The type as a shadow's plan has it: its visit is suppressed, and so it has nothing to look up. */
export function suppressed(type: NodeType): NodeType {
  if (!type.effect) return type;
  const { lookup: _, settle: __, ...effect } = type.effect;
  return { ...type, effect, run: (turn) => (turn as ShadowTurn).suppress(type.run) }; // equipped above: a shadow's turns have no other means
}

const veiled = ({ id, connector, settings }: Connection): Connection => ({ id, connector, settings, secret: () => veil });

function callOf({ method, url, body }: HttpRequest): WouldBeCall {
  if (body === undefined) return { method, target: url };
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  return { method, target: url, body: parsed(text.slice(0, longestBody)) };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return text;
  }
}
