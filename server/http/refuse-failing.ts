import { type Problem, ProblemError } from '../../flows/flow.ts';
import type { Viewer } from '../access/viewer.ts';
import type { AppDeps } from './deps.ts';

/** Before a draft is deployed its tests run: a failing one refuses it, unless somebody says why they are left out. */
export async function refuseFailing({ catalogue, tries, audit }: AppDeps, by: Viewer, id: string, skip: string | undefined, requestId: string): Promise<void> {
  const { draft } = await catalogue.detail(by.tenant, id);
  if (!tries || Object.keys(draft.tests ?? {}).length === 0) return;
  if (skip !== undefined) {
    await audit.commit(by.tenant, { by, what: 'flow.tests_skipped', on: `flow/${id}`, reason: skip, requestId });
    return;
  }
  const { items } = await tries.test(by, draft);
  const problems = items.flatMap(({ id: test, title, passed, difference, node }): Problem[] =>
    passed
      ? []
      : [
          {
            code: 'flow.test_failed',
            path: `/tests/${test}`,
            message: `Test "${title}": ${difference ?? 'another way'}.`,
            ...(node === undefined ? {} : { node }),
          },
        ],
  );
  if (problems.length > 0) throw new ProblemError(422, problems);
}
