/** What waits, flow by flow, and flows take turns: ten thousand runs of one do not stand before the only run of another. */
export interface Turns<T> {
  /** Puts it last among its flow; what waits already keeps its place. */
  add(id: string, flow: string, item: T): void;
  /** The oldest of the flow whose turn it is. */
  next(): [id: string, item: T] | undefined;
  ids(): Iterable<string>;
  size(): number;
  clear(): void;
}

export function turnsOf<T>(): Turns<T> {
  /** Flows in the order of their turns. */
  const flows = new Map<string, Map<string, T>>();
  const flowOf = new Map<string, string>();
  return {
    add(id, flow, item) {
      if (flowOf.has(id)) return;
      flowOf.set(id, flow);
      const waiting = flows.get(flow) ?? new Map<string, T>();
      flows.set(flow, waiting.set(id, item));
    },
    next() {
      for (const [flow, waiting] of flows)
        for (const [id, item] of waiting) {
          waiting.delete(id);
          flowOf.delete(id);
          flows.delete(flow);
          if (waiting.size > 0) flows.set(flow, waiting);
          return [id, item];
        }
      return undefined;
    },
    ids: () => flowOf.keys(),
    size: () => flowOf.size,
    clear() {
      flows.clear();
      flowOf.clear();
    },
  };
}
