/** One act on many runs: each stands for itself, a refused one does not stop the others. */
import { ProblemError } from '../../flows/flow.ts';
import type { Viewer } from '../access/viewer.ts';
import type { BulkAnswer, BulkAsk } from './api.ts';
import type { AppDeps } from './deps.ts';
import { runFilter } from './run-filter.ts';

const most = 1_000;
const atOnce = 8;
const mostRefused = 100;

/** Without a status in the filter, an act looks at the runs it can be done to. */
const usualStatus: Record<BulkAsk['act'], string> = { retry: 'parked', skip: 'parked', cancel: 'running,waiting,parked' };

export async function actOnMany(deps: Pick<AppDeps, 'runs' | 'reads'>, viewer: Viewer, ask: BulkAsk): Promise<BulkAnswer> {
  const { ids, more } = ask.ids ? { ids: [...new Set(ask.ids)], more: false } : await find(deps, viewer, ask);
  if (ask.dryRun === true) return { matched: ids.length, done: 0, refused: [], more };

  const answer: BulkAnswer = { matched: ids.length, done: 0, refused: [], more };
  const left = ids.values();
  const work = async (): Promise<void> => {
    for (const id of left) {
      try {
        await actOn(deps, viewer, ask, id);
        answer.done += 1;
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        const [problem] = error.problems;
        if (answer.refused.length < mostRefused) answer.refused.push({ id, code: problem?.code ?? 'refused', detail: error.message });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return answer;
}

async function actOn({ runs }: Pick<AppDeps, 'runs'>, viewer: Viewer, { act, reason }: BulkAsk, id: string): Promise<void> {
  switch (act) {
    case 'retry':
      return runs.retry(viewer.tenant, id, { by: viewer.name, reason });
    case 'skip':
      return runs.skip(viewer.tenant, id, { by: viewer.name, reason });
    case 'cancel': {
      const { result, status } = await runs.cancel(viewer.tenant, id, viewer.name, reason);
      if (result === 'too-late') throw new ProblemError(409, { code: 'run.too_late', path: '', message: `This run is ${status} already.` });
    }
  }
}

/** The set is frozen before the first act, so that no run is met twice. */
async function find({ reads }: Pick<AppDeps, 'reads'>, viewer: Viewer, ask: BulkAsk): Promise<{ ids: string[]; more: boolean }> {
  const filter = runFilter({ status: usualStatus[ask.act], ...ask.filter });
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await reads.runs(viewer.tenant, { ...filter, limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && ids.length < most);
  return { ids: ids.slice(0, most), more: cursor !== undefined || ids.length > most };
}
