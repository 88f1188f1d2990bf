/** What a change says it was made from. */
import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../../flows/flow.ts';
import type { IfMatch } from '../access/precondition.ts';

/** If-Match as a revision, or `If-None-Match: *` for something new; undefined when neither was sent. */
export function ifMatchOf(req: IncomingMessage): IfMatch | undefined {
  if (req.headers['if-none-match'] === '*') return 'none';
  const text = req.headers['if-match']?.trim();
  if (text === undefined || text === '') return undefined;
  if (text === '*') return 'any';
  const rev = /^(?:W\/)?"?(\d{1,15})"?$/.exec(text)?.[1];
  if (rev === undefined)
    throw new ProblemError(412, {
      code: 'flow.outdated',
      path: '',
      message: 'If-Match does not name a revision of this draft. Load it again and use its ETag.',
    });
  return Number(rev);
}
