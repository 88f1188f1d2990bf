import { ProblemError } from '../../flows/flow.ts';
import { preconditionOf } from '../access/precondition.ts';

export const unknownFlow = (id: string): ProblemError => new ProblemError(404, { code: 'flow.not_found', path: '', message: `There is no flow ${id}.` });

/** Of a change of a draft. */
export const draftPrecondition = preconditionOf({
  code: 'flow',
  subject: (id) => `The draft of ${id}`,
  taken: (id) => `A flow with id ${id} exists already. Choose another id, or change that flow.`,
  tagged: (id) => `the draft of ${id}`,
  unknown: unknownFlow,
});
