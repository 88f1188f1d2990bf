/** Why a deploy has to wait, in the words of its button. */
import type { DeployPreview } from '../../server/http/api.ts';
import { ship } from '../text/en/ship.ts';
import type { Tested } from './use-tests.ts';

const { why } = ship.deployDialog;

/** Undefined when it may be deployed. Warnings stop it as errors do; failing tests stop it unless somebody says why they do not count. */
export function whyNot(preview: DeployPreview | undefined, tested: Tested, skipTests = ''): string | undefined {
  if (!preview || tested.state === 'running') return why.looking;
  if (preview.from?.version === preview.to.version) return why.same;
  if (preview.problems.some(({ severity }) => severity !== 'warning')) return why.errors;
  if (preview.problems.length > 0) return why.warnings;
  if (doTestsFail(tested) && skipTests.trim() === '') return why.tests;
  return undefined;
}

/** Whether a test fails, or could not be run. */
export const doTestsFail = (tested: Tested): boolean => tested.state === 'failed' || (tested.state === 'done' && tested.verdicts.some(({ passed }) => !passed));
