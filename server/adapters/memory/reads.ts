import type { HeldRow, Reads, RunFilter } from '../../engine/reads.ts';
import { addMoney, gatherCounts } from '../count.ts';
import { isEnded } from '../due.ts';
import { addHeld, isHeld } from '../held-sums.ts';
import { pageOf, pageSize } from '../page.ts';
import { withMovesOf } from '../task-moves.ts';
import { keyOf, type MemoryDisk, oldestFirst, type StoredRun } from './disk.ts';

const keptRefusals = 10_000;

/** Reports straight from the maps. */
export function memoryReads(disk: MemoryDisk, claims: Map<string, number>, now: () => number): Reads {
  return {
    async runs(tenant, filter) {
      const before = filter.cursor === undefined ? Number.POSITIVE_INFINITY : Number(filter.cursor);
      const found = [...disk.runs.values()].filter((run) => run.head.tenant === tenant && run.n < before && isWanted(run, filter)).sort((a, b) => b.n - a.n);
      return pageOf(
        found,
        pageSize(filter.limit),
        (run) => String(run.n),
        (run) => structuredClone(run.head),
      );
    },
    async run(tenant, id) {
      const run = disk.runs.get(keyOf(tenant, id));
      return run && structuredClone({ head: run.head, commits: run.commits, late: run.late });
    },
    async deliveries(tenant, { endpoint, refused, key, from = 0, to = Number.POSITIVE_INFINITY, cursor, limit }) {
      const before = cursor === undefined ? Number.POSITIVE_INFINITY : Number(cursor);
      const accepted = [...disk.deliveries].filter(([id]) => id.startsWith(keyOf(tenant, ''))).map(([, delivery]) => delivery);
      const turnedAway = disk.refused.filter((entry) => entry.tenant === tenant);
      const found = [...(refused === true ? [] : accepted), ...(refused === false ? [] : turnedAway)]
        .filter(({ n, row }) => n < before && (endpoint ?? row.endpoint) === row.endpoint && (key === undefined || key === row.key))
        .filter(({ row }) => row.at >= from && row.at <= to)
        .sort((a, b) => b.n - a.n);
      return pageOf(
        found,
        pageSize(limit),
        ({ n }) => String(n),
        ({ row }) => structuredClone(row),
      );
    },
    async deliveryBody(tenant, id) {
      const delivery = disk.deliveries.get(keyOf(tenant, id));
      return delivery && { body: delivery.body, endpoint: delivery.row.endpoint };
    },
    refused(tenant, row) {
      disk.arrivals += 1;
      disk.refused.push({ n: disk.arrivals, tenant, row: structuredClone(row) });
      if (disk.refused.length > keptRefusals) disk.refused.shift();
    },
    async tasks(tenant, { status, role, runId, cursor, limit }) {
      const found = [...disk.tasks.values()].reverse().filter((task) => {
        const isAsked = (status ?? task.status) === task.status && (role ?? task.role) === task.role && (runId ?? task.runId) === task.runId;
        return task.tenant === tenant && isAsked;
      });
      const from = cursor === undefined ? 0 : found.findIndex((task) => task.id === cursor) + 1;
      return pageOf(
        found.slice(from),
        pageSize(limit),
        (task) => task.id,
        (task) => structuredClone(task),
      );
    },
    async task(tenant, id) {
      return structuredClone(disk.tasks.get(keyOf(tenant, id)));
    },
    async updateTask(tenant, task, was) {
      const stored = disk.tasks.get(keyOf(tenant, task.id));
      if (stored?.status !== was) return false;
      if (was === 'claimed' && task.claimedBy !== undefined && task.claimedBy !== stored.claimedBy) return false;
      disk.tasks.set(keyOf(tenant, task.id), structuredClone(withMovesOf(stored, task)));
      return true;
    },
    async counts(tenant, filter) {
      const stored = [...disk.counts.values()].filter(({ tenant: owner, count }) => {
        const at = count.minute * 60_000;
        return (
          owner === tenant && count.flow === filter.flow && (filter.version ?? count.version) === count.version && at + 60_000 > filter.from && at < filter.to
        );
      });
      return gatherCounts(
        stored.map(({ count }) => count),
        filter,
      );
    },
    async open(tenant, flow) {
      const sums = new Map<string, Awaited<ReturnType<Reads['open']>>[number]>();
      for (const { head } of disk.runs.values()) {
        if (head.tenant !== tenant || isEnded(head.status) || (flow ?? head.flow) !== head.flow) continue;
        for (const node of head.open) {
          const id = keyOf(head.flow, node, head.status);
          const sum = sums.get(id) ?? { flow: head.flow, node, status: head.status, runs: 0, oldest: head.updatedAt, money: {} };
          sum.runs += 1;
          sum.oldest = Math.min(sum.oldest, head.updatedAt);
          if (head.amount !== undefined && head.currency !== undefined) sum.money[head.currency] = addMoney(sum.money[head.currency], head.amount);
          sums.set(id, sum);
        }
      }
      return [...sums.values()];
    },
    async held(tenant) {
      const sums = new Map<string, HeldRow>();
      for (const { head } of disk.runs.values()) if (head.tenant === tenant && isHeld(head)) addHeld(sums, head);
      return [...sums.values()];
    },
    async signalsOf(tenant, keys) {
      return [...disk.signals.values()]
        .filter((signal) => signal.tenant === tenant && keys.includes(signal.key))
        .sort(oldestFirst)
        .map(({ id, name, key, data, at }) => structuredClone({ id, name, key, data, at }));
    },
    async forgotten() {
      return [...disk.runs]
        .filter(
          ([id, { head, wake }]) =>
            wake === undefined && !claims.has(id) && (head.status === 'running' || (head.status === 'waiting' && head.wakeAt !== undefined)),
        )
        .slice(0, 100)
        .map(([, { head }]) => ({ tenant: head.tenant, runId: head.id }));
    },
    async health() {
      const open = [...disk.runs].filter(([, run]) => !isEnded(run.head.status));
      const waits = open.filter(([id, run]) => run.wake !== undefined && !claims.has(id)).map(([, run]) => now() - (run.wake as number));
      return { oldestReadyMs: waits.reduce((oldest, ms) => Math.max(oldest, ms), 0), open: open.length, commitP99Ms: 0 };
    },
  };
}

function isWanted({ head }: StoredRun, filter: RunFilter): boolean {
  const { flow, status, key, node, from, to, code, fingerprint } = filter;
  if (flow !== undefined && head.flow !== flow) return false;
  if (status !== undefined && !status.includes(head.status)) return false;
  if (key !== undefined && !head.keys.some((own) => (key.endsWith('*') ? own.startsWith(key.slice(0, -1)) : own === key))) return false;
  if (node !== undefined && !head.open.includes(node)) return false;
  if (from !== undefined && head.startedAt < from) return false;
  if (to !== undefined && head.startedAt >= to) return false;
  return (code === undefined || head.code === code) && (fingerprint === undefined || head.fingerprint === fingerprint);
}
