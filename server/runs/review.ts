/**
 * After a backup was put back nobody here knows what happened since it was taken. Until a person has looked,
 * effects that the receiver cannot recognise (class B and C) stop with their reason instead of leaving; class A
 * go on, since their keys are derived: a receiver that saw one knows it again.
 */

import { ConnectorError } from '../../nodes/node-type.ts';
import type { Documents } from '../engine/documents.ts';
import type { Effects } from '../engine/drain-deps.ts';
import { foldAll } from '../engine/fold.ts';
import { effectKeyOf } from '../engine/ids.ts';
import type { Plan } from '../engine/plan.ts';
import type { Reads } from '../engine/reads.ts';
import type { ReviewItem } from '../http/api.ts';
import type { Review } from '../http/deps.ts';
import { iso } from '../http/run-info.ts';

/** What `hub restore` leaves in the store. */
export interface ReviewMark {
  /** When the backup was taken, and when it was put back. */
  backupAt: number;
  restoredAt: number;
}

export const reviewKind = 'store';
export const reviewId = 'review';

export interface ReviewState {
  mark(): ReviewMark | undefined;
  end(): void;
}

export async function openReviewState(documents: Documents, tenant: string): Promise<ReviewState> {
  let mark = (await documents.get<ReviewMark & { [name: string]: number }>(tenant, reviewKind, reviewId))?.body;
  return {
    mark: () => mark,
    end() {
      mark = undefined;
    },
  };
}

const code = 'connector.effect_unknown';
const beginning = 'A backup was put back';

/** While the store is in review, effects of class B and C park their run. */
export function reviewedEffects(effects: Effects, state: ReviewState): Effects {
  return {
    enter: (node, tenant) => effects.enter(node, tenant),
    ...(effects.isCrowded ? { isCrowded: effects.isCrowded } : {}),
    ...(effects.heldBy ? { heldBy: effects.heldBy } : {}),
    async equip(turn, node, call) {
      const mark = state.mark();
      if (mark === undefined || node.effectClass === 'A') return effects.equip(turn, node, call);
      throw new ConnectorError(
        code,
        `${beginning}: nobody here knows whether ${node.title} was done between ${iso(mark.backupAt)} and ${iso(mark.restoredAt)}. Look at the receiver; skip the step if it was, or end the review to have it done`,
      );
    },
  };
}

export interface ReviewDeps {
  state: ReviewState;
  reads: Pick<Reads, 'runs' | 'run'>;
  plan(tenant: string, flow: string, version: string): Promise<Plan | undefined>;
  retry(tenant: string, runId: string, act: { by: string; reason: string }): Promise<void>;
  /** The review is of the whole store, and ends for all of them. */
  tenants(): string[];
}

const pageSize = 100;

export function reviewOf({ state, reads, plan, retry, tenants }: ReviewDeps): Review {
  const heldRuns = async (tenant: string, cursor: string | undefined, limit: number) => {
    const page = await reads.runs(tenant, { status: ['parked'], code, limit, ...(cursor === undefined ? {} : { cursor }) });
    return { items: page.items.filter(({ reason }) => reason?.startsWith(beginning)), next: page.next };
  };

  async function item(tenant: string, runId: string, mark: ReviewMark): Promise<ReviewItem | undefined> {
    const found = await reads.run(tenant, runId);
    if (!found) return undefined;
    const { head, commits } = found;
    const run = foldAll(runId, commits);
    const step = [...run.steps.values()].findLast((one) => one.status === 'failed');
    if (!step) return undefined;
    const node = (await plan(tenant, head.flow, head.version))?.nodes.get(step.node);
    return {
      runId,
      flow: head.flow,
      keys: head.keys,
      node: step.node,
      title: node?.title ?? step.node,
      class: node?.effectClass ?? 'C',
      effectKey: effectKeyOf(runId, step.id, step.revision),
      heldAt: iso(head.updatedAt),
      // A run that began before the copy was taken; any other came in again, or for the first time, after it was put back.
      inBackup: head.startedAt <= mark.backupAt,
    };
  }

  async function retryAll(tenant: string, act: { by: string; reason: string }): Promise<number> {
    let retried = 0;
    let cursor: string | undefined;
    do {
      const page = await heldRuns(tenant, cursor, pageSize);
      for (const { id } of page.items) {
        await retry(tenant, id, act);
        retried += 1;
      }
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return retried;
  }

  return {
    mark: state.mark,
    async list(tenant, { cursor, limit }) {
      const mark = state.mark();
      if (!mark) return { items: [], next: null };
      const { items, next } = await heldRuns(tenant, cursor, limit);
      const shown = await Promise.all(items.map(({ id }) => item(tenant, id, mark)));
      return { items: shown.filter((one) => one !== undefined), next };
    },
    async end(act) {
      state.end();
      let retried = 0;
      for (const tenant of tenants()) retried += await retryAll(tenant, act);
      return { retried };
    },
  };
}
