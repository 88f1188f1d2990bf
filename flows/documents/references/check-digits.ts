/** The check digits of payment references and GS1 numbers. All take digits only (mod 97 letters too) and know no scheme. */

/** ISO 7064 mod 97-10 of digits and letters A=10 … Z=35. */
export function mod97(text: string): number {
  let rest = 0;
  for (const sign of text) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** Luhn's digit for a body: doubled from the right. */
export const luhn = (body: string): string => {
  const sum = weigh(
    body,
    (at) => (at % 2 === 0 ? 2 : 1),
    (product) => (product > 9 ? product - 9 : product),
  );
  return String((10 - (sum % 10)) % 10);
};

/** Modulus 11 with weights 2 to 7 from the right; 10 is written -. */
export function mod11(body: string): string {
  const check = (11 - (weigh(body, (at) => (at % 6) + 2) % 11)) % 11;
  return check === 10 ? '-' : String(check);
}

/** Weights 7, 3, 1 from the right, to the next ten. */
export const mod731 = (body: string): string => String((10 - (weigh(body, (at) => [7, 3, 1][at % 3]!) % 10)) % 10); // three weights

/** GS1: weights 3, 1 from the right, to the next ten. */
export const gs1 = (body: string): string => String((10 - (weigh(body, (at) => (at % 2 === 0 ? 3 : 1)) % 10)) % 10);

const carries = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
/** Swiss modulus 10, recursive. */
export const mod10Recursive = (body: string): string => String((10 - [...body].reduce((carry, digit) => carries[(carry + Number(digit)) % 10]!, 0)) % 10); // within ten

const dutch = [2, 4, 8, 5, 10, 9, 7, 3, 6, 1];
/** Dutch modulus 11, weights from the right; 10 becomes 1, 11 becomes 0. */
export function mod11Dutch(body: string): string {
  const check = 11 - (weigh(body, (at) => dutch[at % 10]!) % 11); // within ten
  return String(check === 10 ? 1 : check % 11);
}

function weigh(body: string, weight: (fromRight: number) => number, then: (product: number) => number = (product) => product): number {
  return [...body].reverse().reduce((sum, digit, at) => sum + then(Number(digit) * weight(at)), 0);
}
