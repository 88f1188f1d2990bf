/** A character that gives an expression its structure, with the number of brackets around it. */
export interface Mark {
  at: number;
  char: string;
  depth: number;
}

const opens = '([{';
const closes = ')]}';

/** Brackets, commas, colons, semicolons and dots outside of texts, comments and regular expressions; undefined when they do not pair up. */
export function marksOf(text: string): Mark[] | undefined {
  const marks: Mark[] = [];
  const open: string[] = [];
  let before = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (/\s/.test(char)) continue;
    const end = endOfQuoted(text, at, before);
    if (end !== undefined) {
      if (end < 0) return undefined;
      if (!text.startsWith('/*', at)) before = '"';
      at = end;
      continue;
    }
    if (opens.includes(char)) {
      marks.push({ at, char, depth: open.length });
      open.push(closes[opens.indexOf(char)]!);
    } else if (closes.includes(char)) {
      if (open.pop() !== char) return undefined;
      marks.push({ at, char, depth: open.length });
    } else if (',:;.'.includes(char)) marks.push({ at, char, depth: open.length });
    before = char;
  }
  return open.length === 0 ? marks : undefined;
}

/** Last character of a text, quoted name, comment or regular expression that begins here; -1 when it has no end. */
function endOfQuoted(text: string, at: number, before: string): number | undefined {
  const char = text[at]!;
  if (char === '`') return text.indexOf('`', at + 1);
  if (char === '"' || char === "'") return endOfText(text, at, char);
  if (char !== '/') return undefined;
  if (text[at + 1] === '*') {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? -1 : end + 1;
  }
  return before === '' || !/[\w"`)\]}]/.test(before) ? endOfText(text, at, '/') : undefined;
}

function endOfText(text: string, at: number, quote: string): number {
  for (let next = at + 1; next < text.length; next += 1) {
    if (text[next] === '\\') next += 1;
    else if (text[next] === quote) return next;
  }
  return -1;
}
