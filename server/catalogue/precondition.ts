/** What a change was made from must still stand: nobody's work is overwritten unseen. */
import { ProblemError } from '../../flows/flow.ts';

/** What the draft must still be: a revision, `any`, or `none` for a flow that must not exist yet. */
export type IfMatch = number | 'any' | 'none';

export const unknownFlow = (id: string): ProblemError => new ProblemError(404, { code: 'flow.not_found', path: '', message: `There is no flow ${id}.` });

export const stale = (id: string): ProblemError =>
  new ProblemError(412, {
    code: 'flow.outdated',
    path: '',
    message: `The draft of ${id} was saved by somebody else meanwhile. Load it again and put your change on top.`,
  });

/** Refuses a save that was made from another revision than the one that stands (`rev`). */
export function refuseStale(id: string, rev: number | undefined, ifMatch: IfMatch | undefined): void {
  if (ifMatch === 'none' && rev !== undefined) {
    throw new ProblemError(409, { code: 'flow.taken', path: '/id', message: `A flow with id ${id} exists already. Choose another id, or change that flow.` });
  }
  if (rev === undefined && typeof ifMatch === 'number') throw unknownFlow(id);
  if (rev === undefined || ifMatch === 'any' || ifMatch === 'none') return;
  if (ifMatch === undefined) {
    throw new ProblemError(428, {
      code: 'flow.if_match_required',
      path: '',
      message: `Send If-Match with the ETag of the draft of ${id}, so that nobody's change is overwritten.`,
    });
  }
  if (ifMatch !== rev) throw stale(id);
}
