/** The engine that runs compiled rule packs, there only where an operator installed it: beside the packs, or beside the hub. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

export type Transform = (options: { stylesheetInternal: unknown; sourceText: string; destination: 'serialized' }, mode: 'sync') => { principalResult: string };

/** Undefined where saxon-js is not installed. */
export function engineFor(folder: string): Transform | undefined {
  for (const from of [join(folder, 'packs'), import.meta.filename]) {
    const require = createRequire(from);
    try {
      const { transform } = require('saxon-js') as { transform: Transform };
      return transform;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return undefined;
}
