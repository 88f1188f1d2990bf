/** Numbers as they are looked up: capitals and digits only. */
export const compact = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');

/** Without zeros in front, for numbers of digits only. */
export const stripped = (number: string): string => (/^\d+$/.test(number) ? number.replace(/^0+(?=\d)/, '') : number);

const confused: Record<string, string> = { O: '0', I: '1', L: '1', S: '5', B: '8' };

/** One form for what a scanner mixes up: O0, I1, S5, B8. */
export const unscanned = (number: string): string => number.replace(/[OILSB]/g, (sign) => confused[sign]!); // every sign of the class is in the table

/** The kind of a number: its letters, then how many digits. */
export const shapeOf = (number: string): string => number.replace(/\d+/g, (digits) => `#${digits.length}`);

/** Letters and digits of a text in runs, with the sign before each. */
export function runsOf(text: string): { run: string; gap: string }[] {
  const folded = text.normalize('NFKC').toUpperCase();
  const runs: { run: string; gap: string }[] = [];
  let end = 0;
  for (const match of folded.matchAll(/[A-Z]+|\d+/g)) {
    runs.push({ run: match[0], gap: folded.slice(end, match.index) });
    end = match.index + match[0].length;
  }
  return runs;
}
