/** News for live screens as server-sent events, and waiting for a run to get somewhere. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { project } from '../access/project.ts';
import type { Viewer } from '../access/viewer.ts';
import type { RunEvent } from '../engine/events.ts';
import type { RunHead, Witness } from '../engine/ports.ts';
import type { LiveEvent } from './api.ts';

export interface Live {
  publish(tenant: string, event: LiveEvent): void;
  /** Told of every commit; publishes it and wakes those who wait for that run. */
  witness: Witness;
  /** Resolves with the head that fits, or with undefined after `ms`. */
  waitFor(runId: string, ms: number, until: (head: RunHead, events: RunEvent[]) => boolean): Promise<RunHead | undefined>;
  /** Somebody waits for this run. */
  isAwaited(runId: string): boolean;
  /** Keeps a response open and sends it the news; `isStill` is asked now and then whether the viewer may still look. */
  connect(req: IncomingMessage, res: ServerResponse, viewer: Viewer, isStill: () => Promise<boolean>): void;
  watchers(): number;
  close(): void;
}

/** Bursts are sent together: of many events about one run only the last one counts. */
const batchMs = 200;
const keepAliveMs = 15_000;
/** A reader this far behind is let go; its browser comes back by itself. */
const mostBehind = 1_048_576;

interface Reader {
  viewer: Viewer;
  res: ServerResponse;
  waiting: Map<string, LiveEvent>;
}

type Waiter = (head: RunHead, events: RunEvent[]) => void;

export function openLive(): Live {
  const readers = new Set<Reader>();
  const waiters = new Map<string, Set<Waiter>>();
  let batch: NodeJS.Timeout | undefined;
  let count = 0;

  const flush = (): void => {
    batch = undefined;
    for (const reader of readers) {
      const { waiting, res, viewer } = reader;
      if (res.writableLength > mostBehind) {
        res.destroy();
        continue;
      }
      const events = [...waiting.values()];
      waiting.clear();
      res.write(events.map((event) => `id: ${++count}\nevent: ${event.kind}\ndata: ${JSON.stringify(project(viewer, 'event', event))}\n\n`).join(''));
    }
  };

  const publish: Live['publish'] = (tenant, event) => {
    if (readers.size === 0) return;
    for (const { viewer, waiting } of readers) {
      if (viewer.tenant !== tenant) continue;
      const key = `${event.kind} ${event.id}`;
      waiting.delete(key);
      waiting.set(key, event);
    }
    batch ??= setTimeout(flush, batchMs).unref();
  };

  return {
    publish,
    witness(head, events) {
      for (const waiter of waiters.get(head.id) ?? []) waiter(head, events);
      if (readers.size === 0) return;
      publish(head.tenant, { kind: 'run', id: head.id, flow: head.flow, status: head.status, keys: head.keys, open: head.open });
      for (const event of events) {
        if (event.type === 'step.waiting' && event.task !== undefined) publish(head.tenant, { kind: 'task', id: event.task, status: 'open' });
      }
    },
    waitFor(runId, ms, until) {
      return new Promise((resolve) => {
        const own = waiters.get(runId) ?? new Set();
        waiters.set(runId, own);
        const done = (head: RunHead | undefined): void => {
          clearTimeout(timer);
          own.delete(waiter);
          if (own.size === 0 && waiters.get(runId) === own) waiters.delete(runId);
          resolve(head);
        };
        const waiter: Waiter = (head, events) => {
          if (until(head, events)) done(head);
        };
        const timer = setTimeout(() => done(undefined), ms);
        own.add(waiter);
      });
    },
    connect(req, res, viewer, isStill) {
      const reader: Reader = { viewer, res, waiting: new Map() };
      res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      res.write('retry: 2000\n\n');
      // What was missed is not kept: after a gap the screen reads its lists again.
      if (req.headers['last-event-id'] !== undefined) res.write('event: ping\ndata: {"missed":true}\n\n');
      readers.add(reader);
      const alive = setInterval(() => {
        isStill().then(
          (still) => (still ? res.write('event: ping\ndata: {}\n\n') : res.end()),
          () => res.end(),
        );
      }, keepAliveMs).unref();
      res.on('close', () => {
        clearInterval(alive);
        readers.delete(reader);
      });
    },
    isAwaited: (runId) => waiters.has(runId),
    watchers: () => readers.size,
    close() {
      clearTimeout(batch);
      for (const { res } of readers) res.end();
      readers.clear();
    },
  };
}
