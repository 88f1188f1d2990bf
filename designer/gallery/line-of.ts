/** Finds the line of a text on which a problem of its JSON stands. */

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

interface Frame {
  isList: boolean;
  /** Key or index the reader is at; undefined before the first key. */
  at: string | undefined;
  /** An object whose next text is a key. */
  wantsKey: boolean;
}

/** Line, from 1, of what a JSON pointer names, or of the nearest thing around it; "line:column" is taken as it is. */
export function lineOf(text: string, path: string): number {
  const place = /^(\d+):\d+$/.exec(path);
  if (place) return Number(place[1]);
  const wanted = path.split('/').slice(1).map(unescaped);
  const frames: Frame[] = [];
  let line = 1;
  let read = 0;
  let found = { depth: 0, line: 1 };
  const arrive = () => {
    if (frames.length > found.depth && frames.length <= wanted.length && frames.every(({ at }, index) => at === wanted[index]))
      found = { depth: frames.length, line };
  };
  for (const match of text.matchAll(token)) {
    const word = match[0];
    for (; read < match.index; read += 1) if (text[read] === '\n') line += 1;
    const top = frames.at(-1);
    if (word === '}' || word === ']') frames.pop();
    else if (word === ',') {
      if (top?.isList) top.at = String(Number(top.at) + 1);
      else if (top) top.wantsKey = true;
    } else if (word !== ':') {
      if (top?.wantsKey) {
        top.at = keyOf(word);
        top.wantsKey = false;
        arrive();
        continue;
      }
      if (top?.isList) arrive();
      if (word === '{' || word === '[') frames.push({ isList: word === '[', at: word === '[' ? '0' : undefined, wantsKey: word === '{' });
    }
  }
  return found.line;
}

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

function keyOf(word: string): string {
  try {
    return String(JSON.parse(word));
  } catch {
    return word; // a text that is no JSON yet
  }
}
