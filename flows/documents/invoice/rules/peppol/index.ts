/** Peppol BIS Billing 3.0. */
import type { Rule } from '../rule.ts';
import { peppolDocument } from './document.ts';
import { national } from './national.ts';

export const peppol: readonly Rule[] = [...peppolDocument, ...national];
