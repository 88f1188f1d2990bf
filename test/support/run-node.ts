/** Plays one turn of a node without an engine. */
import type { Json, JsonObject } from '../../flows/flow.ts';
import type { Connection, EffectClass, EffectTurn, HttpAnswer, HttpRequest, NodeType, Outcome, SignalSeen } from '../../nodes/node-type.ts';
import { wrongOutput } from './wrong-output.ts';

/** Noon of a working day, where most tests begin. */
export const noon = Date.parse('2026-03-02T12:00:00Z');

/** A turn as the engine would hand it over; `patch` says what this test is about. */
export function turnFor(type: NodeType, patch: Partial<EffectTurn> = {}): EffectTurn {
  const config = patch.config ?? {};
  const stated = type.effect?.class ?? 'A';
  const effectClass: EffectClass = typeof stated === 'function' ? stated({ type: type.type, config }) : stated;
  return {
    config,
    now: noon,
    since: patch.now ?? noon,
    zone: 'UTC',
    run: { id: 'run-1', flow: 'test', version: 'v1', keys: ['A-1'], startedAt: patch.since ?? patch.now ?? noon },
    trigger: null,
    order: null,
    input: null,
    attempt: 1,
    signals: [],
    effectKey: 'key-1',
    effectClass,
    http: () => Promise.reject(new Error('this test expects no call')),
    signal: new AbortController().signal,
    ...patch,
  };
}

/** One turn of a node. Throws when it emits what its type does not say it gives. */
export async function runNode(type: NodeType, patch: Partial<EffectTurn> = {}): Promise<Outcome> {
  const turn = turnFor(type, patch);
  const outcome = await type.run(turn);
  if (outcome.kind !== 'emit') return outcome;
  const ports = typeof type.ports === 'function' ? type.ports(turn.config) : type.ports;
  const wrong = wrongOutput(type, outcome.port ?? ports[0]!, outcome.output); // every node type names a port
  if (wrong !== undefined) throw new Error(wrong);
  return outcome;
}

/** A signal as a visit has taken it. */
export const signalAt = (name: string, at: number, data: Json = {}): SignalSeen => ({ id: `${name}-${at}`, name, key: 'A-1', data, at });

/** A transport that answers from a list and keeps what it was asked. */
export function answering(...answers: { status: number; body?: Json | string; headers?: Record<string, string> }[]) {
  const asked: HttpRequest[] = [];
  const http = async (request: HttpRequest): Promise<HttpAnswer> => {
    asked.push(request);
    const next = answers[Math.min(asked.length, answers.length) - 1] ?? { status: 500 };
    const isText = typeof next.body === 'string';
    const text = next.body === undefined ? '' : isText ? (next.body as string) : JSON.stringify(next.body);
    return {
      status: next.status,
      headers: { 'content-type': isText ? 'text/html' : 'application/json', ...next.headers },
      text,
      json: () => JSON.parse(text) as Json,
    };
  };
  return { http, asked };
}

/** A bound connection with its secrets in the open. */
export const connectionTo = (connector: string, settings: JsonObject, secrets: Record<string, string> = { token: 'token-1' }): Connection => ({
  id: `${connector}-1`,
  connector,
  settings,
  secret(field) {
    const value = secrets[field];
    if (value === undefined) throw new Error(`no secret ${field}`);
    return value;
  },
});
