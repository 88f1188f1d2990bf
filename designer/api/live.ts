import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { LiveEvent } from '../../server/http/api.ts';
import { addressIn, here } from './here.ts';

/** State of the live line: `at` is when something was last heard, `broken` since when it has been silent. */
export interface Line {
  at: number;
  broken: number | undefined;
}

/** What a run looked like when it last spoke: lets a row change in place without reading the list again. */
export type RunNews = Extract<LiveEvent, { kind: 'run' }>;

const batchMs = 400;
/** The hub says something at least every 15 s; five more without a word and the line is taken for dead. */
const silentMs = 20_000;
let line: Line = { at: Date.now(), broken: undefined };
const runs = new Map<string, { news: RunNews; at: number }>();
let openAgain: () => void = () => {};
let runsSeen: ReadonlyMap<string, { news: RunNews; at: number }> = runs;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Questions an event makes out of date, as query keys. */
export function touched(event: LiveEvent): string[][] {
  switch (event.kind) {
    case 'run':
      return [['run', event.id], ['runs-newest'], ['flows'], ['demo'], ['metrics', event.flow]];
    case 'task':
      return [['tasks']];
    case 'delivery':
      return [['deliveries']];
    case 'flow':
      return [['flows'], ['flow', event.id], ['held'], ['switches']];
    case 'held':
      return [['held'], ['switches'], ['connections']];
  }
}

/** Opens the live line for a signed-in page; returns how to close it. */
export function openLive(client: QueryClient): () => void {
  const stale = new Map<string, string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let watch: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    runsSeen = new Map(runs);
    tell();
    for (const queryKey of stale.values()) void client.invalidateQueries({ queryKey });
    stale.clear();
  };
  const heard = (isNew = false) => {
    const wasBroken = line.broken !== undefined;
    line = { at: Date.now(), broken: undefined };
    clearTimeout(watch);
    watch = setTimeout(reopen, silentMs);
    // What was read before the line stood may have missed its news.
    if (wasBroken || isNew) void client.invalidateQueries();
    if (wasBroken) tell();
  };
  const silent = () => {
    if (line.broken !== undefined) return;
    line = { ...line, broken: Date.now() };
    tell();
  };
  // A line can hang without an error, behind a proxy or after sleep.
  const reopen = () => {
    silent();
    source?.close();
    clearTimeout(again);
    connect();
  };
  const take = (message: MessageEvent<string>) => {
    heard();
    const event = JSON.parse(message.data) as LiveEvent; // written by our own server in the shape of api.ts
    if (event.kind === 'run') runs.set(event.id, { news: event, at: Date.now() });
    if (runs.size > 2_000) runs.delete(runs.keys().next().value ?? '');
    for (const key of touched(event)) stale.set(key.join('/'), key);
    timer ??= setTimeout(flush, batchMs);
  };
  const connect = () => {
    source = new EventSource(addressIn('/api/events', here));
    source.onopen = () => heard(true);
    for (const kind of ['run', 'task', 'delivery', 'flow', 'held']) source.addEventListener(kind, take);
    source.addEventListener('ping', () => heard());
    source.onerror = () => {
      silent();
      if (source?.readyState !== EventSource.CLOSED) return;
      // The browser gives up for good after a refusal: the session may have ended, or the hub is not up yet.
      void client.invalidateQueries({ queryKey: ['me'] });
      clearTimeout(again);
      again = setTimeout(connect, 5_000);
    };
  };
  connect();
  openAgain = reopen;
  return () => {
    openAgain = () => {};
    source?.close();
    for (const waiting of [timer, again, watch]) clearTimeout(waiting);
    runs.clear();
    runsSeen = new Map();
    line = { at: Date.now(), broken: undefined };
  };
}

/** Opens the live line again at once, for those who do not want to wait. */
export const tryLine = (): void => openAgain();

/** Keeps the live line open while the page is shown. */
export function useLive(client: QueryClient): void {
  useEffect(() => openLive(client), [client]);
}

/** The live line's state, for the stale banner. */
export const useLine = (): Line => useSyncExternalStore(subscribe, () => line);

/** Latest word of each run heard since the page opened. */
export const useRunNews = (): ReadonlyMap<string, { news: RunNews; at: number }> => useSyncExternalStore(subscribe, () => runsSeen);
