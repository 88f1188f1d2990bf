/** Which open items add up to a payment. A find counts only when it is the only one, to the cent. */

export interface Subset {
  /** Places of the items. */
  at: number[];
}

/** Items looked at; more are a case for a person. */
const mostItems = 40;
/** Steps of the search; ten million additions take about 200 ms. */
const mostSteps = 400_000;

/** The only subset with the sum, of at least `fewest` items; `undefined` when there is none, `many` when there are several or the search is cut short. */
export function onlySubset(amounts: readonly bigint[], sum: bigint, fewest = 2): Subset | 'many' | undefined {
  if (amounts.length > mostItems) return 'many';
  const order = amounts.map((_, at) => at).sort((a, b) => magnitude(amounts[b]!, amounts[a]!));
  /** Least and most that the items from a place on can still add. */
  const least: bigint[] = [0n];
  const most: bigint[] = [0n];
  for (const at of [...order].reverse()) {
    const amount = amounts[at]!;
    least.unshift(least[0]! + (amount < 0n ? amount : 0n));
    most.unshift(most[0]! + (amount > 0n ? amount : 0n));
  }
  const found: number[][] = [];
  const chosen: number[] = [];
  let steps = 0;
  const search = (depth: number, rest: bigint): void => {
    if (found.length > 1 || ++steps > mostSteps) return;
    if (rest < least[depth]! || rest > most[depth]!) return;
    if (depth === order.length) {
      if (rest === 0n && chosen.length >= fewest) found.push([...chosen]);
      return;
    }
    const at = order[depth]!;
    chosen.push(at);
    search(depth + 1, rest - amounts[at]!);
    chosen.pop();
    search(depth + 1, rest);
  };
  search(0, sum);
  if (found.length > 1 || steps > mostSteps) return 'many';
  return found[0] && { at: found[0].sort((a, b) => a - b) };
}

const magnitude = (one: bigint, other: bigint): number => {
  const [a, b] = [one < 0n ? -one : one, other < 0n ? -other : other];
  return a < b ? -1 : a > b ? 1 : 0;
};
