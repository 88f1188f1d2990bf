/** What a save was made from must still stand: nobody's work is overwritten unseen. */
import { ProblemError } from '../../flows/flow.ts';
import type { IfMatch } from '../catalogue/precondition.ts';

const words: { [kind: string]: string } = { table: 'Table', values: 'Environment' };

/** The refusal of a save that came after another one. */
export const outdated = (kind: string, id: string): ProblemError =>
  new ProblemError(412, {
    code: `${kind}.outdated`,
    path: '',
    message: `${words[kind] ?? kind} ${id} was saved by somebody else meanwhile. Load it again and put your change on top.`,
  });

/** Refuses a save that was made from another revision than the one that stands. */
export function refuseStale(kind: string, id: string, rev: number | undefined, ifMatch: IfMatch | undefined): void {
  if (ifMatch === 'none' && rev !== undefined)
    throw new ProblemError(409, {
      code: `${kind}.taken`,
      path: '/id',
      message: `${words[kind] ?? kind} ${id} exists already. Choose another name, or change that one.`,
    });
  if (ifMatch === 'any' || ifMatch === 'none' || (rev === undefined && ifMatch === undefined)) return;
  if (ifMatch === undefined)
    throw new ProblemError(428, {
      code: `${kind}.if_match_required`,
      path: '',
      message: `Send If-Match with the ETag of ${id}, so that nobody's change is overwritten.`,
    });
  if (ifMatch !== (rev ?? 0)) throw outdated(kind, id);
}
