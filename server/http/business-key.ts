/** The business identity of a message, as a flow's trigger names it: `trigger.number`. */
import { compileExpression, notPlain } from '../../flows/expression.ts';
import type { Json } from '../../flows/flow.ts';

/** Reads the identity from a message, or answers nothing when the message has none. */
export type BusinessKey = (document: Json) => string | undefined;

/**
 * Compiles an expression once. Only what is read natively counts here: the door never waits for the
 * expression pool, and a message whose identity it cannot read is known by its bytes instead.
 */
export function businessKey(source: string): BusinessKey {
  const { native } = compileExpression(source);
  if (native === undefined) return () => undefined;
  return (document) => {
    const value = native({ trigger: document, order: document });
    if (value === notPlain || value === undefined || value === null || value === '' || typeof value === 'object') return undefined;
    // Marked, so that an order number is never mistaken for a sender's delivery id.
    return `key:${String(value).slice(0, 200)}`;
  };
}
