/** Check digits of the identifiers Peppol asks to be right. */

const digits = (text: string): number[] => [...text].map(Number);

/** GLN and every other GS1 number: weights 3 and 1 from the right. */
export function isGs1(text: string): boolean {
  if (!/^\d{2,}$/.test(text)) return false;
  const [check, ...rest] = digits(text).reverse();
  return (10 - (rest.reduce((sum, digit, at) => sum + digit * (at % 2 === 0 ? 3 : 1), 0) % 10)) % 10 === check;
}

/** Norway: nine digits, weights 2 to 7 from the right. */
export function isNorwegian(text: string): boolean {
  if (!/^\d{9}$/.test(text) || Number(text) === 0) return false;
  const [check, ...rest] = digits(text).reverse();
  return (11 - (rest.reduce((sum, digit, at) => sum + digit * ((at % 6) + 2), 0) % 11)) % 11 === check;
}

export const isDanish = (text: string): boolean => /^DK\d{8}$/.test(text);

export const isBelgian = (text: string): boolean => /^\d{10}$/.test(text) && 97 - (Number(text.slice(0, 8)) % 97) === Number(text.slice(8));

/** Sweden: ten digits, Luhn. */
export function isSwedish(text: string): boolean {
  if (!/^\d+$/.test(text)) return false;
  const sum = digits(text.slice(0, 9))
    .reverse()
    .reduce((total, digit, at) => total + (at % 2 === 0 ? Math.floor((digit * 2) / 10) + ((digit * 2) % 10) : digit), 0);
  return (10 - (sum % 10)) % 10 === Number(text.charAt(9) || Number.NaN);
}

export function isAustralian(text: string): boolean {
  if (!/^\d{11}$/.test(text)) return false;
  const weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
  return digits(text).reduce((sum, digit, at) => sum + (digit - (at === 0 ? 1 : 0)) * weights[at]!, 0) % 89 === 0; // eleven of each
}

/** Greece: nine digits, powers of two. */
export function isGreek(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const all = digits(text);
  return (all.slice(0, 8).reduce((sum, digit, at) => sum + digit * 2 ** (8 - at), 0) % 11) % 10 === all[8];
}

/** Italy: codice fiscale of a person or a firm. */
export const isItalianTaxCode = (text: string): boolean => /^\d{11}$/.test(text) || /^[A-Za-z]{6}\d{2}[A-Za-z]\d{2}.{3}\d[A-Za-z]$/.test(text);

export const isItalianOffice = (text: string): boolean => /^[A-Za-z0-9]{6}$/.test(text);

/** Italy: partita IVA behind IT; other countries are not judged. */
export function isItalianVat(text: string): boolean {
  if (text.slice(0, 2).toUpperCase() !== 'IT') return true;
  const number = text.slice(2);
  if (!/^\d{11}$/.test(number)) return false;
  return digits(number).reduce((sum, digit, at) => sum + (at % 2 === 0 ? digit : Number('0246813579'[digit])), 0) % 10 === 0;
}

/** IBAN: 97 divides it but for one, letters counted from ten. */
export function isIban(text: string): boolean {
  const plain = text.replace(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(plain)) return false;
  let rest = 0;
  for (const digit of [...`${plain.slice(4)}${plain.slice(0, 4)}`].map((one) => Number.parseInt(one, 36)).join('')) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
