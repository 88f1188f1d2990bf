/** `hub match`: which open items payments pay, from two files, without a hub. */
import { parseStrict } from '../../flows/json.ts';
import { matchInput } from '../books/matching/match-documents.ts';
import { bookSchema, type MatchAnswer, paymentsSchema } from '../books/matching/match-input.ts';
import { tableOf } from './out.ts';
import { read } from './validate.ts';

export const matchFiles = async (items: string, payments: string): Promise<MatchAnswer[]> =>
  matchInput(parseStrict(await read(items)), parseStrict(await read(payments)));

export const matchWords = (answers: MatchAnswer[]): string =>
  tableOf([['PAYMENT', 'DECISION', 'P', 'BECAUSE'], ...answers.map(({ payment, decision, p, because }) => [payment, decision, p.toFixed(3), because])]);

/** What the two files hold. */
export const matchHelp = [
  '',
  'With --json one line {"payment","decision":"AUTO|SUGGEST|UNIDENTIFIED","allocations":[{"item","amount"}],"p","because"} per payment.',
  'Amounts are decimal strings; a credit note is negative, or has the type credit-note. A payment with allocations was allocated by a person and stays.',
  'The items file may be a bare list of items; then each names its customer as an object.',
  '',
  'JSON Schema of the items file:',
  JSON.stringify(bookSchema),
  '',
  'JSON Schema of the payments file:',
  JSON.stringify(paymentsSchema),
].join('\n');
