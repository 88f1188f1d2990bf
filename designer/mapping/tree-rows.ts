import type { Row } from './rows.ts';
import type { SourceNode } from './source-tree.ts';

/** The rows of the left pane that are shown, parents first. */
export function shownNodes(
  tree: readonly SourceNode[],
  isOpen: (node: SourceNode) => boolean,
  fits: ((node: SourceNode) => boolean) | undefined,
): SourceNode[] {
  return tree.flatMap((node) => {
    if (!fits) return [node, ...(isOpen(node) ? shownNodes(node.children, isOpen, fits) : [])];
    const below = shownNodes(node.children, isOpen, fits);
    return fits(node) || below.length > 0 ? [node, ...below] : [];
  });
}

/** Name, or part of what it holds. */
export const fitsText =
  (text: string) =>
  ({ name, example }: SourceNode): boolean =>
    name.toLowerCase().includes(text) || ((typeof example === 'string' || typeof example === 'number') && String(example).toLowerCase().includes(text));

/** Open at first: all of the first document where it is small, else its first level; of the others what is mapped. */
export function openAtFirst(all: readonly SourceNode[], used: ReadonlySet<string>): Set<string> {
  const isSmall = all.length <= 60;
  return new Set(
    all
      .filter(
        ({ children, key, path, kind }) =>
          children.length > 0 &&
          kind !== 'money' &&
          ((isSmall && path[0] === all[0]?.name) || key === all[0]?.key || [...used].some((other) => other.startsWith(`${key}.`))),
      )
      .map(({ key }) => key),
  );
}

/** True for rows below another one. */
const isBelow = (key: string, other: string): boolean => key.startsWith(`${other}.`);

/** Rows with fields open while something in them is given, missing or chosen, and as somebody wants them. */
export const isRowOpen = (row: Row, rows: readonly Row[], wanted: ReadonlyMap<string, boolean>, selected: string | undefined): boolean =>
  (selected !== undefined && isBelow(selected, row.key)) ||
  (wanted.get(row.key) ?? rows.some(({ key, state }) => (state === 'given' || state === 'missing') && isBelow(key, row.key)));

/** Rows of which every row above is open. */
export function shownRows(rows: readonly Row[], isOpen: (row: Row) => boolean): Row[] {
  let closed: string | undefined;
  return rows.filter((row) => {
    if (closed !== undefined && isBelow(row.key, closed)) return false;
    closed = row.hasFields && !isOpen(row) ? row.key : undefined;
    return true;
  });
}

/** The row that stands for a key: its own, or that of the nearest parent that is shown; -1 where there is none. */
export function indexOfShown(shown: readonly { key: string }[], key: string): number {
  for (let at = key; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const index = shown.findIndex((one) => one.key === at);
    if (index >= 0) return index;
  }
  return -1;
}
