import type { RunStore } from '../../engine/ports.ts';
import { earlier, isEnded } from '../due.ts';
import { shareOut } from '../share-out.ts';
import { keyOf, type MemoryDisk, oldestFirst } from './disk.ts';
import { accept, settle, storeRequest, storeSignal, write } from './write.ts';

/** The reference RunStore: what it does is what the others must do. Claims die with the process, the disk stays. */
export function memoryRuns(disk: MemoryDisk, claims: Map<string, number>): RunStore {
  // Runs with a call out when the former process died: unclean until somebody has written to them.
  const suspects = new Set<string>();
  for (const [id, run] of disk.runs) if (run.head.inFlight && !isEnded(run.head.status)) suspects.add(id);
  const runOf = (tenant: string, runId: string) => disk.runs.get(keyOf(tenant, runId));

  return {
    async accept(delivery) {
      const first = disk.deliveries.get(keyOf(delivery.tenant, delivery.id));
      if (first) return { duplicate: true, sameBody: first.bodyHash === delivery.bodyHash, runs: structuredClone(first.row.runs) };
      const woken = accept(disk, delivery);
      return { duplicate: false, sameBody: true, runs: structuredClone(delivery.runs), ...(woken.length > 0 ? { woken } : {}) };
    },
    async commit(commit) {
      const id = keyOf(commit.head.tenant, commit.head.id);
      const result = write(disk, commit, claims.get(id) ?? disk.signalNo);
      if (result === 'done') suspects.delete(id);
      if (result === 'conflict' || commit.release) claims.delete(id);
      return result;
    },
    async claim(tenant, runId) {
      const id = keyOf(tenant, runId);
      const run = disk.runs.get(id);
      if (!run || claims.has(id) || (isEnded(run.head.status) && run.requests.size === 0)) return undefined;
      claims.set(id, disk.signalNo);
      return structuredClone({ head: run.head, commits: run.commits, requests: [...run.requests.values()].sort(oldestFirst), unclean: suspects.has(id) });
    },
    async enterLane(tenant, runId) {
      const run = runOf(tenant, runId);
      if (run?.head.lane === undefined) return undefined;
      const ahead = [...(disk.lanes.get(keyOf(tenant, run.head.flow, run.head.lane)) ?? [])].findLast(({ n, head }) => n < run.n && head.lane !== undefined);
      return ahead?.head.id;
    },
    async due(now, limit, except) {
      const due = [...disk.runs]
        .filter(([id, run]) => run.wake !== undefined && run.wake <= now && !claims.has(id) && !except.has(run.head.id))
        .sort(([, a], [, b]) => (a.wake as number) - (b.wake as number) || a.n - b.n)
        .map(([, { head }]) => ({ tenant: head.tenant, runId: head.id, flow: head.flow }));
      return shareOut(due, limit);
    },
    async nextDue(now) {
      let next: number | undefined;
      for (const { wake } of disk.runs.values()) if (wake !== undefined && wake > now && (next === undefined || wake < next)) next = wake;
      return next;
    },
    async release(tenant, runIds, isDue = false) {
      for (const runId of runIds) {
        const id = keyOf(tenant, runId);
        const since = claims.get(id);
        const run = disk.runs.get(id);
        if (since === undefined || !run) continue;
        claims.delete(id);
        settle(run, false, since, run.head.updatedAt);
        if (isDue && !isEnded(run.head.status)) run.wake = earlier(run.wake, run.head.updatedAt);
      }
    },
    async renew() {
      return { lost: [], rung: [] };
    },
    async log(tenant, runId, after = 0) {
      return structuredClone((runOf(tenant, runId)?.commits ?? []).filter((commit) => commit.seq > after));
    },
    async payload(tenant, runId, hash) {
      return runOf(tenant, runId)?.payloads.get(hash);
    },
    async requests(tenant, runId) {
      return structuredClone([...(runOf(tenant, runId)?.requests.values() ?? [])].sort(oldestFirst));
    },
    async signal(signal) {
      return storeSignal(disk, signal);
    },
    async signals(tenant, names, keys) {
      return [...disk.signals.values()]
        .filter((signal) => signal.tenant === tenant && names.includes(signal.name) && keys.includes(signal.key))
        .sort(oldestFirst)
        .map(({ id, name, key, data, at }) => structuredClone({ id, name, key, data, at }));
    },
    async ask(request) {
      storeRequest(disk, request);
    },
    async late(tenant, runId, events) {
      const run = runOf(tenant, runId);
      run?.late.push({ seq: run.head.seq, at: events[0]?.at ?? run.head.updatedAt, author: 'late', events: structuredClone(events) });
    },
  };
}
