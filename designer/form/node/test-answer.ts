/** What a connection test came to, as one of four answers. Pure. */
import { spanOf } from '../../show/moment.ts';
import { form as words } from '../../text/en/form.ts';
import { fresh, type KeptTest } from './kept-tests.ts';

export interface TestAnswer {
  kind: 'works' | 'half' | 'refused' | 'silent' | 'failed' | 'old';
  says: string;
  /** What helps: the same question again, or the page of the connection. */
  help?: { label: string; act: 'again' | 'connection' };
  /** Calls that were made. */
  asked: string[];
}

export function answerOf({ at, result }: KeptTest, now: number): TestAnswer {
  const age = now - at;
  if (age >= fresh) return { kind: 'old', says: words.slot.since(spanOf(age)), asked: [] };
  const ago = age < 5_000 ? words.slot.justNow : words.slot.ago(spanOf(Math.floor(age / 1_000) * 1_000));
  if ('failed' in result) return { kind: 'failed', says: words.slot.failed(result.failed), help: { label: words.slot.again, act: 'again' }, asked: [] };
  const asked = result.tried.map(({ call, answer }) => `${call}: ${answer}`);
  if (result.ok) return { kind: 'works', says: words.slot.works(spanOf(result.ms), ago), asked };
  switch (result.reach) {
    case 'no-right':
      return result.tried.some(({ ok }) => ok)
        ? { kind: 'half', says: words.slot.half(result.words), help: { label: words.slot.askRight, act: 'connection' }, asked }
        : { kind: 'refused', says: words.slot.refused(result.words), help: { label: words.slot.fixKey, act: 'connection' }, asked };
    case 'nobody':
      return { kind: 'silent', says: words.slot.silent(result.words), help: { label: words.slot.again, act: 'again' }, asked };
    case 'trouble':
      return { kind: 'refused', says: words.slot.refused(result.words), help: { label: words.slot.again, act: 'again' }, asked };
    default:
      return { kind: 'refused', says: words.slot.refused(result.words), help: { label: words.slot.fixAddress, act: 'connection' }, asked };
  }
}
