import { type Flow, type Problem, ProblemError } from '../../flows/flow.ts';
import { readPrecisely } from '../../flows/json-precise.ts';
import { gallery } from '../text/en/gallery.ts';

/** A text as a drawing, or why it is none: broken JSON says its line and column. What the drawing says is not checked here. */
export function readDrawing(text: string): { flow: Flow } | { problems: Problem[] } {
  try {
    const value = readPrecisely(text.replace(/^\uFEFF/, ''), { depth: 64, numbers: 'refuse' });
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isObject && isMap(value['nodes']) && Array.isArray(value['edges'])) return { flow: value as unknown as Flow }; // the hub checks the rest
    return { problems: [{ code: 'flow.required', path: '', message: gallery.importDialog.notObject }] };
  } catch (error) {
    if (error instanceof ProblemError) return { problems: error.problems };
    throw error;
  }
}

const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
