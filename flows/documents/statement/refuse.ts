import { ProblemError } from '../../flow.ts';

/** Refuses a bank file at a line. */
export function refuse(code: string, line: number, message: string, status = 422): never {
  throw new ProblemError(status, { code, path: line > 0 ? `${line}:1` : '', message });
}

/** At most 40 characters of what stood there. */
export const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
