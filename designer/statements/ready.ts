import type { ReadFile } from './intake.ts';

/** Holds statements that are not in the books. */
export const isReady = ({ answer, taken }: ReadFile): boolean => answer !== undefined && answer.statements.length > 0 && taken === undefined;
