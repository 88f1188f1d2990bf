/** What EN 16931 asks of UBL itself. */
import { notUsed } from '../not-used.ts';
import type { Rule } from '../rule.ts';
import { ublAttributes } from './attributes.ts';
import { ublNotUsed } from './not-used.ts';
import { ublStructure } from './structure.ts';

export const ubl: readonly Rule[] = [...ublStructure, ...ublAttributes];
export const ublUnused = notUsed('UBL-CR-', ublNotUsed);
