/** The parser runs use, in the browser; loaded when somebody first writes. */
import { compileExpression } from '../../flows/expression.ts';
import type { Problem } from '../../server/http/api.ts';

/** The first thing wrong with an expression, before it is asked for a value. */
export const problemIn = (source: string): Problem | undefined => compileExpression(source).problems[0];
