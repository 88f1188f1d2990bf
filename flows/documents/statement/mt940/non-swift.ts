/** Field :NS: of Multicash: lines that begin with two digits say what they hold. */

import { given } from '../given.ts';
import type { Facts, Party } from '../statement.ts';
import { unwrap } from '../text.ts';

/** 01-14 are the text, 15 and 16 the name, 33 the bank, 34 the account; the rest is the bank's own. */
export function nonSwift(lines: readonly string[]): Partial<Facts> {
  const fields = lines.map((line) => [/^\d{2}/.exec(line)?.[0] ?? '', line.slice(2).trimEnd()] as const);
  const texts = (from: number, to: number): string[] =>
    fields.filter(([key]) => key !== '' && Number(key) >= from && Number(key) <= to).map(([, text]) => text);
  const name = unwrap(texts(15, 16), 27);
  const account = texts(34, 34)[0]?.replace(/\s/g, '');
  const counterparty: Party = {
    ...given('name', name || undefined),
    ...given('account', account || undefined),
    ...given('bank', texts(33, 33)[0] || undefined),
  };
  const text = unwrap(texts(1, 14), 27);
  return {
    ...(text === '' ? {} : { text, raw: lines.join('\n') }),
    ...(Object.keys(counterparty).length === 0 ? {} : { counterparty }),
  };
}
