/**
 * POST /in/{path}: the one way in for messages. A message is refused before anything of it is kept,
 * or it is made durable in one commit and answered 202; there is nothing in between.
 * Served on node:http ahead of Express, by callbacks alone: this path decides how many orders a second the hub takes.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { type Json, ProblemError } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';
import { type Accepted, type Clock, type Delivery, type Queue, type RunStore, StoreFull } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';
import type { Admission, Busy } from './admission.ts';
import type { ProblemBody } from './api.ts';
import { acceptedBody, sendJson, sendRespond } from './door-answer.ts';
import { bodies, drain, inflate } from './door-body.ts';
import { checkHead, isPacked, pathOf, waitOf } from './door-headers.ts';
import type { Endpoint, FindEndpoint } from './endpoint.ts';
import { few } from './few.ts';
import { inTurns } from './in-turns.ts';
import { deliveryOf } from './intake.ts';
import { problemBody, problemOf, sendProblem, sendProblemBody } from './problem.ts';
import { requestIds } from './request-id.ts';

/** A turn of the event loop spends so long on taking messages, ms, and the store has so many of them at a time; the others of a flood wait. */
const perTurn = 4;
const atOnce = 64;
/** Refusals of a busy hub that are kept in a second, so that refusing costs next to nothing. */
const keptRefusals = 20;

export { isForDoor } from './door-headers.ts';

export interface DoorDeps {
  find: FindEndpoint;
  store: Pick<RunStore, 'accept'>;
  reads: Pick<Reads, 'refused'>;
  queue: Pick<Queue, 'ring'>;
  clock: Clock;
  admission: Admission;
  /** False until the hub can persist, and again once it stops. */
  ready(): boolean;
  /** The answer of the run's `respond` node, or nothing within `ms`. */
  waitFor(runId: string, ms: number): Promise<{ status: number; body: Json } | undefined>;
  tenant: string;
  /** Hears what the sender is not told: the causes behind a 500 or 503. */
  report?(error: unknown, requestId: string): void;
}

/** Answers every request under `/in/`. */
export function door(deps: DoorDeps): (req: IncomingMessage, res: ServerResponse) => void {
  const { find, store, reads, queue, clock, admission } = deps;
  const nextId = requestIds();
  const takeBody = bodies(clock);
  const turns = inTurns(perTurn, atOnce, admission.took);
  const isKept = few(keptRefusals, clock.now);

  return (req, res) => {
    const requestId = nextId();
    const path = pathOf(req.url ?? '');
    let bytes = 0;
    let { tenant } = deps;

    const keep = ({ status, code, detail }: ProblemBody): void =>
      reads.refused(tenant, { id: requestId, at: clock.now(), endpoint: path.slice(0, 200), status, code, detail, bytes, duplicate: false, runs: [] });
    const turnAway = (error: unknown): void => {
      const problem = problemBody(error, requestId);
      if (problem.status >= 500 && !(error instanceof ProblemError && error.cause === undefined)) deps.report?.(error, requestId);
      if (problem.status !== 503 || isKept()) keep(problem);
      sendProblem(res, error, requestId);
      drain(req);
    };
    /** An overload is counted, not logged: a line each would make it worse. */
    const putOff = ({ status, code, message, retryAfter }: Busy): void => {
      const problem = problemOf(status, code, message, requestId);
      if (isKept()) keep(problem);
      sendProblemBody(res, problem, retryAfter);
      drain(req);
    };

    if (req.method !== 'POST') {
      res.setHeader('allow', 'POST');
      turnAway(refusal(405, 'method.not_allowed', 'messages are sent here with POST'));
      return;
    }
    const endpoint = find(path);
    if (endpoint === undefined) {
      turnAway(refusal(404, 'endpoint.unknown', 'no deployed flow listens at this path; check the path or deploy the flow'));
      return;
    }
    tenant = endpoint.tenant ?? tenant;
    const busy = deps.ready() ? admission.enter(endpoint.path) : notReady;
    if (busy !== undefined) {
      putOff(busy);
      return;
    }

    // From here on the message counts as in flight until exactly one of these two is called.
    const refuse = (error: unknown): void => {
      admission.leave();
      turnAway(error);
    };
    const settle = (delivery: Delivery, outcome: Accepted): void => {
      if (outcome.duplicate && !outcome.sameBody) {
        refuse(keyReused(delivery));
        return;
      }
      admission.leave(outcome.duplicate ? [] : begun(delivery));
      answer(delivery, outcome);
    };
    const answer = ({ id, key }: Delivery, { runs, duplicate, woken = [] }: Accepted): void => {
      const text = acceptedBody(runs, key, duplicate);
      const runId = runs[0]?.runId;
      const wait = runId === undefined ? 0 : waitOf(req.headers);
      if (wait === 0) sendJson(res, 202, text, requestId);
      else {
        const unanswered = () => sendJson(res, 202, text, requestId);
        deps.waitFor(runId as string, wait * 1_000).then((given) => (given ? sendRespond(res, given, runId as string, requestId) : unanswered()), unanswered); // wait > 0 says there is a run
      }
      if (!duplicate) for (const run of runs) queue.ring(tenant, run.runId, { flow: run.flow, delivery: id });
      for (const runId of woken) queue.ring(tenant, runId);
    };
    const take = (wire: Buffer, raw: Buffer): void => {
      try {
        const delivery = read(endpoint, { tenant, headers: req.headers, wire, raw, at: clock.now() });
        store
          .accept(delivery)
          .finally(turns.done)
          .then(
            (outcome) => settle(delivery, outcome),
            (cause) => refuse(notKept(cause)),
          )
          .catch((error) => deps.report?.(error, requestId));
      } catch (error) {
        turns.done();
        refuse(error);
      }
    };

    const wrong = checkHead(req.headers);
    if (wrong !== undefined) {
      refuse(wrong);
      return;
    }
    takeBody(
      req,
      (wire) => {
        bytes = wire.length;
        if (isPacked(req.headers)) inflate(wire, (raw) => turns.enter(() => take(wire, raw)), refuse);
        else turns.enter(() => take(wire, wire));
      },
      refuse,
    );
  };
}

const notReady = { status: 503, code: 'hub.not_ready', message: 'the hub cannot keep anything just now; send it again shortly', retryAfter: 2 } as const;

interface Arrived {
  tenant: string;
  headers: IncomingHttpHeaders;
  /** Bytes as sent, and as unpacked: the same unless they came packed. */
  wire: Buffer;
  raw: Buffer;
  at: number;
}

/** Signature first, syntax second: nobody learns from a parse error what we think of bytes that are not the sender's. */
function read(endpoint: Endpoint, { tenant, headers, wire, raw, at }: Arrived): Delivery {
  // Senders sign before packing or after it; either proves who they are.
  let signed = wire;
  let problem = endpoint.verify({ headers, raw: signed, now: at });
  if (problem && raw !== wire) {
    signed = raw;
    problem = endpoint.verify({ headers, raw: signed, now: at });
  }
  if (problem) throw new ProblemError(401, problem);
  const body = parseStrict(raw);
  const inbound = { path: endpoint.path, headers: headers as Record<string, string>, body, raw: signed, receivedAt: at }; // only set-cookie is ever a list
  return deliveryOf(endpoint, { tenant, headers, raw, body, at }, endpoint.receive(inbound));
}

/** Orders for a paused flow are kept, and nobody works at them. */
const begun = ({ starts }: Delivery): string[] => starts.flatMap(({ head }) => (head.status === 'running' ? [head.id] : []));

function keyReused({ dedupeKey }: Delivery): ProblemError {
  const shown = dedupeKey.slice(0, 80);
  return refusal(409, 'idempotency.key_reused', `this endpoint already took another body under "${shown}"; send changed content under a new id`);
}

function notKept(cause: unknown): ProblemError {
  if (cause instanceof StoreFull) return refusal(507, 'store.full', 'the hub has no room to keep this; send it again later, it is taken once', 5);
  const error = refusal(503, 'store.unavailable', 'the hub could not make this durable just now; send it again, it is taken once', 2);
  error.cause = cause;
  return error;
}

function refusal(status: number, code: string, message: string, retryAfter?: number): ProblemError {
  return new ProblemError(status, { code, path: '', message }, retryAfter);
}
