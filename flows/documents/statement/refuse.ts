import { ProblemError } from '../../flow.ts';

/** Refuses a bank file at a line. */
export function refuse(code: string, line: number, message: string, status = 422): never {
  throw new ProblemError(status, { code, path: line > 0 ? `${line}:1` : '', message });
}

/** At most 40 characters of what stood there. */
export const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Three capital letters, or a refusal. */
export function currencyAt(text: string, line: number): string {
  return /^[A-Z]{3}$/.test(text)
    ? text
    : refuse('bank.invalid_currency', line, `Line ${line} has the currency ${quoted(text)} — write its three letters, such as EUR.`);
}
