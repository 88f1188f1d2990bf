/** Ids of flows, made from what people call them. */

const longest = 48;
/** Addresses of pages that stand where a flow's page would. */
const taken = new Set(['new']);

/** An id as the format asks for it, in the words of a title: "Order to cash" gives `order_to_cash`. */
export function idOfTitle(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, longest)
    .replace(/_+$/, '');
  return words === '' ? 'flow' : words;
}

/** The same, with a number behind it where another flow has it already; `number` is 1 where it is not needed. */
export function freeId(title: string, others: Iterable<string>): { id: string; number: number } {
  const used = new Set([...others, ...taken]);
  const base = idOfTitle(title);
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : `_${number}`;
    const id = base.slice(0, longest - end.length) + end;
    if (!used.has(id)) return { id, number };
  }
}
