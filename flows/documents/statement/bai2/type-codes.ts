/** What a BAI2 type code says of an entry. */

/** 100-399 are credits, 400-699 debits; 700-760 are loans of either kind, 890 is a memo that moves nothing. */
export function signOf(code: string): 1 | -1 | 0 {
  const number = Number(code);
  if (number >= 100 && number <= 399) return 1;
  if (number >= 400 && number <= 699) return -1;
  if ([721, 722, 723, 726, 727, 728, 729].includes(number)) return 1;
  return number >= 900 && number <= 959 ? 1 : number >= 960 && number <= 999 ? -1 : number >= 700 && number <= 760 ? -1 : 0;
}

const returns = new Set('249 252 253 255 256 257 258 261 266 452 455 456 555 556 557 558 561 564 567 568 257 631'.split(' '));

/** Checks and debits that came back, rejected credits, returned wires. */
export const isReturn = (code: string): boolean => returns.has(code);

/** 010 and 040 open a day, 015 and 045 close it; 060 is available now. */
export const balanceCodes: Record<string, 'opening' | 'closing' | 'opening-available' | 'closing-available' | 'interim'> = {
  '010': 'opening',
  '015': 'closing',
  '030': 'interim',
  '040': 'opening-available',
  '045': 'closing-available',
};
