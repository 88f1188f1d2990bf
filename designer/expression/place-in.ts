/** What somebody is about to write at a place in an expression. Pure: it reads the text before the place and nothing else. */

/** `path` is what a field is looked for in; `from` is where the word begun starts. */
export type Place =
  | { kind: 'start'; inside: string[] | undefined; typed: string; from: number }
  | { kind: 'field'; path: string[]; typed: string; from: number }
  | { kind: 'function'; typed: string; from: number }
  | { kind: 'table'; typed: string; from: number }
  | { kind: 'column'; table: string; typed: string; from: number }
  | { kind: 'none' };

interface Frame {
  /** Names without a root are looked up in this. */
  inside: string[] | undefined;
  /** The path that goes on behind the bracket. */
  before: string[] | undefined;
  call?: { name: string; at: number; first?: string };
}

const roots = new Set(['trigger', 'order', 'steps', 'item', 'run', 'env']);
const token =
  /\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\]|\\[\s\S])*(?:"|$)|'(?:[^'\\]|\\[\s\S])*(?:'|$)|`[^`]*(?:`|$)|\$\$|\$[A-Za-z_]\w*|\$|[A-Za-z_]\w*|\d+(?:\.\d+)?|\.\.|[^\s]/g;

/** What stands before `at` decides what may follow. */
export function placeIn(source: string, at: number): Place {
  const text = source.slice(0, at);
  const frames: Frame[] = [{ inside: undefined, before: undefined }];
  const top = (): Frame => frames.at(-1)!;
  /** The path just read; undefined when what stands here is no path. */
  let path: string[] | undefined;
  let isDotted = false;
  let callee: string | undefined;
  let last: { text: string; from: number; path: string[] | undefined; isDotted: boolean } | undefined;

  const named = (name: string): string[] | undefined => {
    if (isDotted) return path && [...path, name];
    return roots.has(name) ? [name] : top().inside && [...top().inside!, name];
  };

  for (const match of text.matchAll(token)) {
    const [word] = match;
    last = { text: word, from: match.index, path, isDotted };
    const before = callee;
    callee = undefined;
    if (word.startsWith('/*')) continue;
    if (/^[A-Za-z_`]/.test(word)) {
      path = named(word.replaceAll('`', ''));
      isDotted = false;
    } else if (word === '.') isDotted = true;
    else if (word === '$' || word === '$$') {
      path = word === '$$' ? [] : (top().inside ?? []);
      isDotted = false;
    } else if (word.startsWith('$')) {
      path = undefined;
      callee = word.slice(1);
    } else if (word === '[') frames.push({ inside: path ?? top().inside, before: path });
    else if (word === '(') {
      frames.push({ inside: isDotted ? path : top().inside, before: undefined, ...(before === undefined ? {} : { call: { name: before, at: 0 } }) });
      [path, isDotted] = [undefined, false];
    } else if (word === '{') {
      frames.push({ inside: isDotted ? path : top().inside, before: undefined });
      [path, isDotted] = [undefined, false];
    } else if (word === ']' || word === ')' || word === '}') {
      path = frames.length > 1 ? frames.pop()!.before : undefined;
      isDotted = false;
    } else {
      const { call } = top();
      if (call && word === ',') call.at += 1;
      if (call?.at === 0 && /^["']/.test(word)) call.first = word.slice(1, -1);
      [path, isDotted] = [undefined, false];
    }
    if (word === '[') [path, isDotted] = [undefined, false];
  }
  return placeAfter(text, last, top(), path, isDotted);
}

function placeAfter(
  text: string,
  last: { text: string; from: number; path: string[] | undefined; isDotted: boolean } | undefined,
  frame: Frame,
  path: string[] | undefined,
  isDotted: boolean,
): Place {
  const end = text.length;
  const touches = last !== undefined && last.from + last.text.length === end;
  if (last && touches && /^(["'])/.test(last.text) && !isClosed(last.text)) return inText(last.text.slice(1), last.from + 1, frame);
  if (last && touches && last.text.startsWith('/*') && !last.text.endsWith('*/')) return { kind: 'none' };
  if (last && touches && /^\$\w*$/.test(last.text)) return { kind: 'function', typed: last.text, from: last.from };
  if (last && touches && /^([A-Za-z_]|`)/.test(last.text) && !(last.text.length > 1 && last.text.startsWith('`') && last.text.endsWith('`'))) {
    const typed = last.text.replace('`', '');
    if (!last.isDotted) return { kind: 'start', inside: frame.inside, typed, from: last.from };
    return last.path ? { kind: 'field', path: last.path, typed, from: last.from } : { kind: 'none' };
  }
  if (isDotted) return path ? { kind: 'field', path, typed: '', from: end } : { kind: 'none' };
  if (last && touches && /^[\w)\]}"'`]/.test(last.text)) return { kind: 'none' };
  return { kind: 'start', inside: frame.inside, typed: '', from: end };
}

const isClosed = (word: string): boolean => word.length > 1 && word.endsWith(word[0]!) && !/[^\\]\\$/.test(word.slice(0, -1));

/** Inside quotes only the names of tables and of their columns can be offered. */
function inText(typed: string, from: number, { call }: Frame): Place {
  if (call?.name !== 'lookup') return { kind: 'none' };
  if (call.at === 0) return { kind: 'table', typed, from };
  return call.at === 2 && call.first !== undefined ? { kind: 'column', table: call.first, typed, from } : { kind: 'none' };
}
