/** What a refusal looks like on the wire: RFC 9457 with a stable code, plain words and nothing about the host. */
import { type ServerResponse, STATUS_CODES } from 'node:http';
import { ProblemError } from '../../flows/flow.ts';
import { ConnectorError } from '../../nodes/node-type.ts';
import { CommitUnknown, StoreFull } from '../engine/ports.ts';
import type { ProblemBody } from './api.ts';

/** Seconds a sender is told to wait when the refusal itself does not say. */
const usualRetryAfter = 5;

/** The whole problem+json body for any error; one we did not foresee says `internal` and no more. */
export function problemBody(error: unknown, requestId: string): ProblemBody {
  if (error instanceof ProblemError) return fromProblems(error, requestId);
  if (error instanceof ConnectorError) return problemOf(connectorStatus(error.code), error.code, error.message, requestId);
  if (error instanceof CommitUnknown) {
    return problemOf(503, 'store.unavailable', 'the hub could not make this durable just now; send it again, it is taken once', requestId);
  }
  if (error instanceof StoreFull) return problemOf(507, 'store.full', 'the hub has no room to keep this; free its disk, then send it again', requestId);
  return problemOf(500, 'internal', `something failed inside the hub; the log names it under request ${requestId}`, requestId);
}

/** Answers with the problem and ends the response; a response already begun is cut off instead. */
export function sendProblem(res: ServerResponse, error: unknown, requestId: string): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  sendProblemBody(res, problemBody(error, requestId), error instanceof ProblemError ? error.retryAfter : undefined);
}

/** The same for a problem that never was an error: refusals of a flood are too many for a stack trace each. */
export function sendProblemBody(res: ServerResponse, problem: ProblemBody, retryAfter: number | undefined): void {
  const text = JSON.stringify(problem);
  const headers: Record<string, string | number> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': problem.requestId,
  };
  if (retryAfter !== undefined || problem.status === 429 || problem.status === 503 || problem.status === 507) {
    headers['retry-after'] = Math.max(1, Math.ceil(retryAfter ?? usualRetryAfter));
  }
  res.writeHead(problem.status, headers);
  res.end(text);
}

function fromProblems(error: ProblemError, requestId: string): ProblemBody {
  const [first] = error.problems;
  const answer = problemOf(error.status, first?.code ?? 'refused', first?.message ?? error.message, requestId);
  if (first?.path) answer.path = first.path;
  if (error.problems.length > 1 || first?.node !== undefined) answer.problems = error.problems;
  return answer;
}

/** One problem in words, as it is sent. */
export function problemOf(status: number, code: string, detail: string, requestId: string): ProblemBody {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Refused', status, code, detail, requestId };
}

/** What the caller wrote is wrong (422), or the system behind us is (502). */
function connectorStatus(code: string): number {
  return /^(expr|config|url|data)\./.test(code) ? 422 : 502;
}
