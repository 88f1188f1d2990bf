import { describe } from 'vitest';
import type { Open } from './home.ts';
import { describeFigures } from './reads-figures.ts';
import { describeLists } from './reads-lists.ts';
import { describeRunLists } from './reads-runs.ts';

/** Every report on runs, for any adapter that keeps them. */
export function describeReads(name: string, open: Open): void {
  describe(`${name} reads`, () => {
    for (const describePart of [describeRunLists, describeLists, describeFigures]) describePart(open);
  });
}
