/** What EN 16931 asks of CII itself. */
import { notUsed } from '../not-used.ts';
import type { Rule } from '../rule.ts';
import { ciiNotUsed } from './not-used.ts';
import { ciiStructure } from './structure.ts';
import { ciiValues } from './values.ts';

export const cii: readonly Rule[] = [...ciiStructure, ...ciiValues];
export const ciiUnused = notUsed('CII-SR-', ciiNotUsed);
