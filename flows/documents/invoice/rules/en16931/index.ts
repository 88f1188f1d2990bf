/** EN 16931, what holds in both syntaxes. */
import type { Rule } from '../rule.ts';
import { charges } from './charges.ts';
import { codes } from './codes.ts';
import { decimals } from './decimals.ts';
import { groups } from './groups.ts';
import { presence } from './presence.ts';
import { totals } from './totals.ts';
import { vat } from './vat.ts';

export const en16931: readonly Rule[] = [...presence, ...groups, ...charges, ...totals, ...vat, ...decimals, ...codes];
