/**
 * Objects and lists written inside an expression, as far as they are a mapping: `{"sku": sku}` and `[order.lines.{"sku": sku}]`.
 * Places are kept, so that changing one field leaves every other character as it was.
 */
import { type Mark, marksOf } from './marks.ts';

export interface Span {
  start: number;
  end: number;
}

export interface TemplateField {
  name: string;
  /** The expression of the field, without the blanks around it. */
  value: Span;
  /** Name and expression. */
  whole: Span;
}

export interface ObjectTemplate {
  kind: 'object';
  fields: TemplateField[];
  /** What stands between the braces. */
  inside: Span;
}

export interface ListTemplate {
  kind: 'list';
  /** The list whose items are mapped. */
  over: Span;
  item: ObjectTemplate;
  /** False where a list of one item would become that item: nothing around it keeps it a list. */
  keeps: boolean;
}

/** Reads an expression as a mapping of fields; undefined when it is any other expression. */
export function readTemplate(text: string): ObjectTemplate | ListTemplate | undefined {
  const marks = marksOf(text);
  if (!marks) return undefined;
  const whole = trimmed(text, { start: 0, end: text.length });
  return readObject(text, marks, whole, 0) ?? readList(text, marks, whole);
}

function readObject(text: string, marks: Mark[], { start, end }: Span, depth: number): ObjectTemplate | undefined {
  const close = marks.find((mark) => mark.at > start && mark.depth === depth);
  if (text[start] !== '{' || close?.char !== '}' || close.at !== end - 1) return undefined;
  const inside = { start: start + 1, end: end - 1 };
  const fields: TemplateField[] = [];
  if (text.slice(inside.start, inside.end).trim() === '') return { kind: 'object', fields, inside };
  const within = marks.filter((mark) => mark.at > start && mark.at < close.at && mark.depth === depth + 1);
  if (within.some((mark) => mark.char === ';')) return undefined;
  const cuts = [start, ...within.filter((mark) => mark.char === ',').map((mark) => mark.at), close.at];
  for (let at = 1; at < cuts.length; at += 1) {
    const whole = trimmed(text, { start: cuts[at - 1]! + 1, end: cuts[at]! });
    const colon = within.find((mark) => mark.char === ':' && mark.at >= whole.start && mark.at < whole.end);
    if (!colon) return undefined;
    const name = nameIn(
      text
        .slice(whole.start, colon.at)
        .replace(/^(?:\s*\/\*[\s\S]*?\*\/)+/, '')
        .trim(),
    );
    const value = trimmed(text, { start: colon.at + 1, end: whole.end });
    if (name === undefined || value.start >= value.end || fields.some((field) => field.name === name)) return undefined;
    fields.push({ name, value, whole });
  }
  return { kind: 'object', fields, inside };
}

function readList(text: string, marks: Mark[], whole: Span): ListTemplate | undefined {
  let span = whole;
  let depth = 0;
  let keeps = false;
  const bracket = marks.find((mark) => mark.at > whole.start && mark.depth === 0);
  if (text[whole.start] === '[' && bracket?.char === ']' && bracket.at === whole.end - 1) {
    span = trimmed(text, { start: whole.start + 1, end: whole.end - 1 });
    [depth, keeps] = [1, true];
  } else if (/\[\s*\]$/.test(text.slice(whole.start, whole.end))) {
    const last = marks.findLast((mark) => mark.char === '[' && mark.depth === 0);
    if (last) span = trimmed(text, { start: whole.start, end: last.at });
    keeps = true;
  }
  const brace = marks.findLast((mark) => mark.char === '{' && mark.depth === depth && mark.at >= span.start && mark.at < span.end);
  const dot = brace && marks.findLast((mark) => mark.char === '.' && mark.depth === depth && mark.at < brace.at);
  if (!brace || !dot || text.slice(dot.at + 1, brace.at).trim() !== '') return undefined;
  const over = trimmed(text, { start: span.start, end: dot.at });
  const item = readObject(text, marks, { start: brace.at, end: span.end }, depth);
  return item && isPath(text, marks, over, depth) ? { kind: 'list', over, item, keeps } : undefined;
}

/** True for names, calls and filters joined by dots: an operator would reach further than it seems. */
function isPath(text: string, marks: Mark[], { start, end }: Span, depth: number): boolean {
  let bare = '';
  let inner = 0;
  for (let at = start; at < end; at += 1) {
    const mark = marks.find((each) => each.at === at && each.depth === depth);
    if (mark && '([{'.includes(mark.char)) inner += 1;
    else if (mark && ')]}'.includes(mark.char)) inner -= 1;
    else if (inner === 0) bare += text[at];
  }
  return /^\$?\$?[\w`]*(\s*\.\s*[\w` -]*[\w`])*$/.test(bare.trim().replace(/`[^`]*`/g, 'name')) && bare.trim() !== '';
}

function trimmed(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end);
  const from = start + (part.length - part.trimStart().length);
  return { start: from, end: Math.max(from, end - (part.length - part.trimEnd().length)) };
}

function nameIn(text: string): string | undefined {
  if (/^'[^'\\]*'$/.test(text)) return text.slice(1, -1);
  if (!/^"[^"]*(\\.[^"]*)*"$/.test(text)) return undefined;
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}
