/**
 * Effects of a shadow do not leave: what would have been called is noted, and the answer is one that is known.
 * Other tenants pass through untouched.
 */
import { ConnectorError, type EffectTurn, type ErrorCode, errorCodes, type NodeType, type Outcome } from '../../../nodes/node-type.ts';
import type { Bound } from '../../access/bound.ts';
import { isShadow } from '../../access/viewer.ts';
import type { Effects } from '../../engine/drain-deps.ts';
import { callOf, veiled, type WouldBeCall } from './would-be-call.ts';

export type { WouldBeCall } from './would-be-call.ts';

/** Whose answer it is: the live run's, that of an order before, or nobody's, and then it is an empty object. */
export type KnownAnswer = { source: 'live' | 'recorded' | 'none' } & ({ outcome: Outcome } | { error: { code: string; message: string } });

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
