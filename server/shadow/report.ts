/** The would-have-been report: every live run with the shadow beside it, compared from their logs. */
import { shadowOf } from '../access/viewer.ts';
import { foldAll } from '../engine/fold.ts';
import type { RunHead } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';
import type { ShadowDifferenceKind, ShadowPair, ShadowTotals } from '../http/api.ts';
import { iso } from '../http/run-info.ts';
import type { RunService } from '../http/run-service.ts';
import { compare, type Side } from './compare.ts';
import type { ShadowNotes } from './notes.ts';
import { shadowIdOf } from './twin.ts';

export interface ReportDeps {
  reads: Pick<Reads, 'runs' | 'run'>;
  steps: RunService['steps'];
  notes: Pick<ShadowNotes, 'of'>;
}

export interface ReportAsk {
  flow: string;
  /** Start of the live run; `since` is when the shadow was pointed there, before which none is missed. */
  from?: number;
  to?: number;
  since: number | undefined;
  cursor?: string;
  limit: number;
}

export interface Report {
  page(tenant: string, ask: ReportAsk): Promise<{ items: ShadowPair[]; next: string | null }>;
  totals(tenant: string, ask: ReportAsk): Promise<ShadowTotals>;
}

const mostTotaled = 500;
const together = 8;
const mostKept = 5_000;
const kinds: ShadowDifferenceKind[] = ['path', 'due', 'made', 'not-made', 'body', 'error', 'money'];

export function reportOf({ reads, steps, notes }: ReportDeps): Report {
  /** Pairs that are both over never change. */
  const kept = new Map<string, ShadowPair>();

  async function sideOf(tenant: string, id: string): Promise<Side | undefined> {
    const found = await reads.run(tenant, id);
    if (!found) return undefined;
    const run = foldAll(id, found.commits);
    const hasCalls = [...run.steps.values()].some(({ effect }) => effect);
    const infos = hasCalls ? await steps(tenant, id) : [];
    return { head: found.head, run, requests: new Map(infos.flatMap((info) => (info.effect ? [[info.id, info.input] as const] : []))) };
  }

  async function pairOf(tenant: string, head: RunHead, since: number | undefined): Promise<ShadowPair | undefined> {
    const known = kept.get(`${tenant} ${head.id}`);
    if (known?.live.status === head.status) return known;
    const own = shadowIdOf(head.id);
    const shadow = await sideOf(shadowOf(tenant), own);
    const base = { at: iso(head.startedAt), ...(head.keys[0] === undefined ? {} : { key: head.keys[0] }), live: sideInfo(head) };
    if (!shadow) return since === undefined || head.startedAt < since ? undefined : { ...base, state: 'missing', differences: [], calls: [] };
    const live = await sideOf(tenant, head.id);
    if (!live) return undefined;
    const differences = compare(live, shadow);
    const isSettled = isEnded(live.head) && isEnded(shadow.head);
    const calls = await notes.of(shadowOf(tenant), own);
    const state = differences.length > 0 ? 'differs' : isSettled ? 'same' : 'open';
    const pair: ShadowPair = { ...base, live: sideInfo(live.head), state, shadow: sideInfo(shadow.head), differences, calls };
    if (isSettled) keep(`${tenant} ${head.id}`, pair);
    return pair;
  }

  function keep(id: string, pair: ShadowPair): void {
    kept.set(id, pair);
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
  }

  async function page(tenant: string, { flow, from, to, since, cursor, limit }: ReportAsk) {
    const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(cursor === undefined ? {} : { cursor }) };
    const found = await reads.runs(tenant, { flow, limit, ...range });
    const heads = found.items.filter(({ parent }) => parent === undefined);
    const items: ShadowPair[] = [];
    for (let at = 0; at < heads.length; at += together) {
      const pairs = await Promise.all(heads.slice(at, at + together).map((head) => pairOf(tenant, head, since)));
      items.push(...pairs.filter((pair) => pair !== undefined));
    }
    return { items, next: found.next };
  }

  return {
    page,
    async totals(tenant, ask) {
      const { cursor: _, ...first } = ask;
      const pairs: ShadowPair[] = [];
      let cursor: string | undefined;
      let looked = 0;
      do {
        const found = await page(tenant, { ...first, limit: 100, ...(cursor === undefined ? {} : { cursor }) });
        pairs.push(...found.items);
        looked += 100;
        cursor = found.next ?? undefined;
      } while (cursor !== undefined && looked < mostTotaled);
      const count = (state: ShadowPair['state']) => pairs.filter((pair) => pair.state === state).length;
      const having = (kind: ShadowDifferenceKind) => pairs.filter(({ differences }) => differences.some((one) => one.kind === kind)).length;
      return {
        runs: pairs.length,
        same: count('same'),
        differs: count('differs'),
        open: count('open'),
        missing: count('missing'),
        complete: cursor === undefined,
        kinds: Object.fromEntries(kinds.map((kind) => [kind, having(kind)])) as ShadowTotals['kinds'], // each kind is there
      };
    },
  };
}

const sideInfo = ({ id, version, status }: RunHead): ShadowPair['live'] => ({ id, version, status });

const isEnded = ({ status }: RunHead): boolean => status === 'completed' || status === 'canceled';
