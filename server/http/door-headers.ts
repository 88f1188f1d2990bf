/** What the head of a message says before any of its body is read. */
import type { IncomingHttpHeaders } from 'node:http';
import { ProblemError } from '../../flows/flow.ts';
import { mostBytes, tooLarge } from './door-body.ts';

export const prefix = '/in/';
const longestWaitS = 30;

/** True when a request is the door's to answer; all others go to the app. */
export const isForDoor = (url: string | undefined): boolean => url?.startsWith(prefix) === true;

/** What follows `/in/`, without the query. */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  const path = end < 0 ? url.slice(prefix.length) : url.slice(prefix.length, end);
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Refuses by the head alone: too long, not JSON, packed in a way we do not unpack. */
export function checkHead(headers: IncomingHttpHeaders): ProblemError | undefined {
  if (Number(headers['content-length']) > mostBytes) return tooLarge();
  if (!isJson(headers['content-type'])) return refusal(415, 'media_type.not_json', 'send JSON with Content-Type: application/json in UTF-8');
  const coding = headers['content-encoding'];
  if (coding === undefined || coding === 'identity' || isPacked(headers)) return undefined;
  return refusal(415, 'encoding.unsupported', 'the body may be packed with gzip or not at all');
}

export const isPacked = ({ 'content-encoding': coding }: IncomingHttpHeaders): boolean => coding === 'gzip' || coding === 'x-gzip';

/** Seconds of `Prefer: wait=N`, at most 30; 0 when the sender does not want to wait. */
export function waitOf({ prefer }: IncomingHttpHeaders): number {
  if (prefer === undefined) return 0;
  const match = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})/i.exec(String(prefer));
  return match ? Math.min(longestWaitS, Number(match[1])) : 0;
}

function isJson(type: string | undefined): boolean {
  if (type === 'application/json') return true;
  return type !== undefined && /^application\/(?:[\w.-]+\+)?json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type);
}

function refusal(status: number, code: string, message: string): ProblemError {
  return new ProblemError(status, { code, path: '', message });
}
