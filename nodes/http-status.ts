/** What an HTTP answer means for a step: one table for all calls. */
import { ConnectorError, type EffectClass, type ErrorCode, type HttpAnswer } from './node-type.ts';

const longestText = 300;

/** The failure an unwanted answer stands for, with the receiver's own words. */
export function refusalOf(who: string, answer: HttpAnswer, now: number, effectClass: EffectClass | 'read'): ConnectorError {
  const { code, help } = meaningOf(answer.status);
  const text = answer.text.replace(/\s+/g, ' ').trim().slice(0, longestText);
  const retryAfter = answer.status === 429 || answer.status === 503 ? waitOf(answer.headers['retry-after'], now) : undefined;
  return new ConnectorError(code, `${who} answered ${answer.status}${text === '' ? '' : `: ${text}`} — ${help}`, {
    ...(retryAfter === undefined ? {} : { retryAfter }),
    // A gateway that gave up says nothing about the system behind it. Who honours our key is asked again, as long as the key is remembered.
    unknown: (answer.status === 502 || answer.status === 504) && effectClass !== 'read',
  });
}

function meaningOf(status: number): { code: ErrorCode; help: string } {
  if (status === 429) return { code: 'connector.rate_limited', help: 'it is tried again when the receiver allows' };
  if (status >= 500 || status === 408 || status === 425) return { code: 'connector.unavailable', help: 'it is tried again' };
  if (status === 401 || status === 403) return { code: 'connector.unauthorized', help: 'check the connection and its rights' };
  if (status === 404 || status === 410) return { code: 'connector.not_found', help: 'check the address and the number' };
  if (status === 409 || status === 412) return { code: 'connector.conflict', help: 'look at what the receiver already has' };
  if (status >= 400) return { code: 'connector.refused', help: 'correct what was sent and retry' };
  if (status >= 300) return { code: 'connector.redirect_blocked', help: 'redirects are not followed; use the final address' };
  return { code: 'connector.unexpected_answer', help: 'add this status to those expected, if it is right' };
}

/** Retry-After in ms from now: seconds or an HTTP date. */
export function waitOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}(\.\d+)?$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isFinite(at) ? Math.max(0, at - now) : undefined;
}

/** Body as JSON; nothing is null, and a page in HTML is never taken for an answer. */
export function jsonOf(who: string, answer: HttpAnswer) {
  if (answer.text === '') return null;
  const type = answer.headers['content-type'] ?? '';
  if (!/\bjson\b/i.test(type) && !(type === '' && /^\s*[[{]/.test(answer.text))) {
    throw new ConnectorError(
      'connector.unexpected_content_type',
      `${who} answered ${answer.status} with ${type === '' ? 'no content type' : type} instead of JSON — check the address; this may be a login page`,
    );
  }
  return answer.json();
}
