/** GS1 numbers: the last digit checks the others. */
import { gs1 } from './check-digits.ts';

const lengths = { GTIN: [8, 12, 13, 14], GLN: [13], SSCC: [18] } as const;

export type Gs1Kind = keyof typeof lengths;

/** Whether a number of one of these kinds has the right length and check digit. */
export const isGs1 = (kind: Gs1Kind, text: string): boolean =>
  /^\d+$/.test(text) && lengths[kind].some((length) => length === text.length) && gs1(text.slice(0, -1)) === text.slice(-1);

/** The number with its check digit. */
export const withGs1Check = (body: string): string => body + gs1(body);
