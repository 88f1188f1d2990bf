/** What a change was made from must still stand: nobody's work is overwritten unseen. */
import { ProblemError } from '../../flows/flow.ts';

/** What the thing must still be: a revision, `any`, or `none` for one that must not exist yet. */
export type IfMatch = number | 'any' | 'none';

/** How the refusals of one kind of thing are told. */
export interface PreconditionWords {
  /** First half of the codes: `flow`, `table`. */
  code: string;
  /** Begins "… was saved by somebody else meanwhile". */
  subject(id: string): string;
  /** Begins "… exists already", and says what else to do. */
  taken(id: string): string;
  /** Ends "the ETag of …". */
  tagged(id: string): string;
  /** For a revision of something that is not there; it is outdated where this is absent. */
  unknown?(id: string): ProblemError;
}

export interface Precondition {
  /** 412: somebody else was there first. */
  outdated(id: string): ProblemError;
  /** Throws unless `ifMatch` fits `rev`, the revision that stands: 409 taken, 412 outdated, 428 when nothing was said of something that exists. */
  hold(id: string, rev: number | undefined, ifMatch: IfMatch | undefined): void;
}

export function preconditionOf(words: PreconditionWords): Precondition {
  const refusal = (status: number, code: string, path: string, message: string): ProblemError =>
    new ProblemError(status, { code: `${words.code}.${code}`, path, message });
  const outdated = (id: string): ProblemError =>
    refusal(412, 'outdated', '', `${words.subject(id)} was saved by somebody else meanwhile. Load it again and put your change on top.`);
  return {
    outdated,
    hold(id, rev, ifMatch) {
      if (ifMatch === 'none' && rev !== undefined) throw refusal(409, 'taken', '/id', words.taken(id));
      if (ifMatch === 'any' || ifMatch === 'none' || (rev === undefined && ifMatch === undefined)) return;
      if (ifMatch === undefined)
        throw refusal(428, 'if_match_required', '', `Send If-Match with the ETag of ${words.tagged(id)}, so that nobody's change is overwritten.`);
      if (rev === undefined && words.unknown) throw words.unknown(id);
      if (ifMatch !== (rev ?? 0)) throw outdated(id);
    },
  };
}
