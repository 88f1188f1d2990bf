/** Live figures by node, kept beside React: a card hears of its own node only, at most four times a second. */
import { useCallback, useSyncExternalStore } from 'react';
import type { NodeFigures } from '../../server/http/api.ts';
import { type Heat, type HeatScale, heatOf, scaleOf } from './heat.ts';

export interface FigureStore {
  /** Takes new figures; the screen follows within a quarter of a second. */
  publish(nodes: readonly NodeFigures[]): void;
  subscribe(listener: () => void, node?: string): () => void;
  read(node: string): NodeFigures | undefined;
  heat(node: string): Heat;
  scale(): HeatScale | undefined;
  /** Runs that left through a port, as a share of the busiest port, 0 to 1. */
  share(node: string, port: string): number;
  all(): readonly NodeFigures[];
}

const pause = 250;

export function createFigures(now: () => number = Date.now): FigureStore {
  let shown = new Map<string, NodeFigures>();
  let list: readonly NodeFigures[] = [];
  let heats = new Map<string, Heat>();
  let scale: HeatScale | undefined;
  let busiest = 0;
  let last = Number.NEGATIVE_INFINITY;
  let next: readonly NodeFigures[] | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Map<string, Set<() => void>>();
  const tell = (node: string) => {
    for (const listener of listeners.get(node) ?? []) listener();
  };

  function show() {
    timer = undefined;
    if (!next) return;
    const before = { shown, heats, busiest };
    list = next;
    next = undefined;
    last = now();
    shown = new Map(list.map((figures) => [figures.node, keep(before.shown.get(figures.node), figures)]));
    scale = scaleOf(list);
    heats = new Map(list.map((figures) => [figures.node, heatOf(figures, scale)]));
    busiest = Math.max(0, ...list.flatMap((figures) => Object.values(figures.ports)));
    for (const node of new Set([...shown.keys(), ...before.shown.keys()])) {
      if (shown.get(node) !== before.shown.get(node) || heats.get(node) !== before.heats.get(node) || busiest !== before.busiest) tell(node);
    }
    tell('');
  }

  return {
    publish(nodes) {
      next = nodes;
      if (timer) return;
      const wait = last + pause - now();
      if (wait <= 0) show();
      else timer = setTimeout(show, wait);
    },
    subscribe(listener, node = '') {
      const group = listeners.get(node) ?? new Set();
      listeners.set(node, group.add(listener));
      return () => void group.delete(listener);
    },
    read: (node) => shown.get(node),
    heat: (node) => heats.get(node) ?? 0,
    scale: () => scale,
    share: (node, port) => (busiest === 0 ? 0 : (shown.get(node)?.ports[port] ?? 0) / busiest),
    all: () => list,
  };
}

/** Figures that say the same keep their identity, so that their card stays as it is. */
function keep(before: NodeFigures | undefined, after: NodeFigures): NodeFigures {
  if (!before || before.started !== after.started || before.waiting !== after.waiting || before.failed !== after.failed) return after;
  return JSON.stringify(before) === JSON.stringify(after) ? before : after;
}

const nothing = () => () => undefined;

/** Reads one thing from the store and follows it; `pick` answers with a value that stays the same while nothing changed. */
export function useFigure<T>(store: FigureStore | undefined, node: string, pick: (store: FigureStore) => T): T | undefined {
  const subscribe = useCallback((listener: () => void) => (store ? store.subscribe(listener, node) : nothing()), [store, node]);
  const read = () => (store ? pick(store) : undefined);
  return useSyncExternalStore(subscribe, read, read);
}
