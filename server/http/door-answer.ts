/** The answers of the door, written in one go with their length. */
import type { ServerResponse } from 'node:http';
import type { Json } from '../../flows/flow.ts';
import type { Delivery } from '../engine/ports.ts';

/** What the sender learns: the runs of the first copy of this message, and whether this was the first. */
export function acceptedBody(runs: Delivery['runs'], key: string | undefined, duplicate: boolean): string {
  return JSON.stringify({ runs: runs.map(({ flow, runId }) => ({ flow, runId })), runId: runs[0]?.runId ?? null, key: key ?? null, duplicate });
}

/** One JSON answer; header names are spelled as HTTP/1.1 sends them, in a flat list that costs the least. */
export function sendJson(res: ServerResponse, status: number, text: string, requestId: string, more: readonly string[] = []): void {
  const headers = ['content-type', 'application/json; charset=utf-8', 'content-length', String(Buffer.byteLength(text)), 'x-request-id', requestId, ...more];
  res.writeHead(status, headers);
  res.end(text);
}

/** The answer a `respond` node gave to the one who waits for it. */
export function sendRespond(res: ServerResponse, answer: { status: number; body: Json }, runId: string, requestId: string): void {
  const bodyless = answer.status === 204 || answer.status === 304;
  sendJson(res, answer.status, bodyless ? '' : JSON.stringify(answer.body), requestId, ['preference-applied', 'wait', 'x-run-id', runId]);
}
