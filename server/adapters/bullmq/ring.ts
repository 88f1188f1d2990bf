import type { Hint } from '../../engine/ports.ts';

/** What a job of the bell carries. */
export interface Ring {
  tenant: string;
  runId: string;
  hint?: Hint;
}

/** Nobody has looked at the run yet, so nobody holds it: everything else goes before it and is told to the holder too. */
export const isFresh = ({ hint }: Ring): boolean => hint?.delivery !== undefined;
