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

/** Open at first: everything of a small document; of a large one its first level and what is mapped. */
export function openAtFirst(all: readonly SourceNode[], used: ReadonlySet<string>): Set<string> {
  const isSmall = all.length <= 60;
  return new Set(
    all
      .filter(
        ({ children, key, path, kind }) =>
          children.length > 0 && kind !== 'money' && (isSmall || path.length === 1 || [...used].some((other) => other.startsWith(`${key}.`))),
      )
      .map(({ key }) => key),
  );
}

/** The row that stands for a node: itself, or the nearest parent that is shown. */
export function indexOfShown(shown: readonly SourceNode[], key: string): number {
  for (let at = key; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const index = shown.findIndex((node) => node.key === at);
    if (index >= 0) return index;
  }
  return -1;
}
