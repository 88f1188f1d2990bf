/** Logs written by earlier versions fold to the same run for ever. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../server/engine/events.ts';
import { foldAll } from '../../server/engine/fold.ts';

const dir = join(import.meta.dirname, '../histories');
const files = globSync('*/*.json', { cwd: dir });

describe('kept histories', () => {
  it('there are some', () => expect(files.length).toBeGreaterThan(10));

  it.each(files)('%s folds to the run it was', (file) => {
    const kept = JSON.parse(readFileSync(join(dir, file), 'utf8')) as { runId: string; log: RunEvent[]; folded: unknown };
    const run = foldAll(kept.runId, [{ events: kept.log }]);
    const steps = [...run.steps.values()].map((step) => ({
      id: step.id,
      status: step.status,
      port: step.port ?? null,
      output: step.output ?? null,
      effect: step.effect?.key ?? null,
    }));
    expect({ status: run.status, code: run.code ?? null, keys: run.keys, steps }).toEqual(kept.folded);
  });
});
