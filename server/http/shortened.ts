import type { Json } from '../../flows/flow.ts';

/** Room for what people look at: characters of one text, items of one list, and of all of it together. */
const longestText = 2_000;
const mostItems = 100;
const roomForAll = 20_000;

/** The beginning of a value, enough to look at; `isCut` when there is more of it. */
export function shortened(value: Json): { value: Json; isCut: boolean } {
  let room = roomForAll;
  let isCut = false;
  const shorter = (inner: Json): Json => {
    if (typeof inner === 'string') {
      const most = Math.min(longestText, Math.max(0, room));
      room -= inner.length;
      if (inner.length <= most) return inner;
      isCut = true;
      return `${inner.slice(0, most)}…`;
    }
    room -= 8;
    if (typeof inner !== 'object' || inner === null) return inner;
    const isList = Array.isArray(inner);
    const kept: [string, Json][] = [];
    for (const [key, part] of Object.entries(inner)) {
      if (room <= 0 || (isList && kept.length === mostItems)) {
        isCut = true;
        break;
      }
      room -= isList ? 0 : key.length;
      kept.push([key, shorter(part)]);
    }
    return isList ? kept.map(([, part]) => part) : Object.fromEntries(kept);
  };
  return { value: shorter(value), isCut };
}
