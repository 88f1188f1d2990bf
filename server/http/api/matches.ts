/** Cash application. */
import type { BookInput, PaymentInput } from '../../books/matching/match-input.ts';

/** POST /api/matches/preview: open items with their customers, and payments; amounts are decimal strings. Nothing is kept. */
export interface MatchPreviewAsk extends BookInput {
  payments: PaymentInput[];
}

export type { MatchAnswer } from '../../books/matching/match-input.ts';
