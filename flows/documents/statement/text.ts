/** Puts remittance text together again that a bank wrapped into columns. */

/** Joins lines: one that fills its column goes on without a blank, a shorter one ended on purpose. */
export function unwrap(lines: readonly string[], width: number): string {
  let text = '';
  let isFull = true;
  for (const line of lines) {
    const part = line.replace(/[\r\n]+$/, '');
    text += isFull || part.startsWith(' ') ? part : ` ${part}`;
    isFull = [...part].length >= width && !part.endsWith(' ');
  }
  return tidy(text);
}

/** One form of equal characters, single blanks, none at the ends. */
export const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** A reference that says something; banks fill the field when the sender left it out. */
export function said(reference: string | undefined): string | undefined {
  const text = reference?.trim();
  return text === undefined || /^(?:NOT ?PROVIDED|NON ?REF|NOTAVAIL|NONE|N\/A|-|0*|[EPKI]REF\+?|MARF|STARTUMSE?)?$/i.test(text) ? undefined : text;
}
