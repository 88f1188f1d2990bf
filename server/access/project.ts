/**
 * The one function that shapes what leaves the hub by API, lists, events, export and search. Operators see that a
 * bank account or a margin is there, not what it is.
 */
import { may, type Role, type Viewer } from './viewer.ts';

export type Kind = 'run' | 'steps' | 'task' | 'signal' | 'case' | 'delivery' | 'event' | 'audit';

/** Names of fields only this role sees in clear, compared without case, dashes and underscores. */
const guarded: { field: RegExp; needs: Role; mask: (value: unknown) => unknown }[] = [
  { field: /(iban|bban|accountnumber|bankaccount|bankaccountno|accountno)$/, needs: 'admin', mask: hideAccount },
  { field: /margin/, needs: 'admin', mask: () => dots },
];

/** Parts that describe the drawing, not the customer. */
const plain: Partial<Record<Kind, readonly string[]>> = { run: ['drawing'], task: ['form'] };

const dots = '••••';

/** The object as this viewer may see it; the object itself when nothing has to be hidden. */
export function project<T>(viewer: Viewer, kind: Kind, object: T): T {
  const hidden = guarded.filter(({ needs }) => !may(viewer, needs));
  if (hidden.length === 0) return object;
  const open = new Set(plain[kind] ?? []);

  const shape = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return hideIbans(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => shape(item, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => {
        if (depth === 0 && open.has(name)) return [name, part];
        const rule = part === null || part === undefined ? undefined : hidden.find(({ field }) => field.test(name.toLowerCase().replace(/[-_ ]/g, '')));
        return [name, rule ? rule.mask(part) : shape(part, depth + 1)];
      }),
    );
  };
  return shape(object, 0) as T; // same shape, some leaves replaced by dots
}

/** The last four characters stay, so that people can compare. */
function hideAccount(value: unknown): unknown {
  return (typeof value === 'string' || typeof value === 'number') && String(value).length > 8 ? `${dots} ${String(value).replace(/\s/g, '').slice(-4)}` : dots;
}

const ibanLike = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g;

/** An IBAN inside free text is hidden too, when its check digits say it is one. */
function hideIbans(text: string): string {
  if (text.length < 15) return text;
  return text.replace(ibanLike, (found) => (isIban(found.replace(/ /g, '')) ? (hideAccount(found) as string) : found));
}

function isIban(text: string): boolean {
  if (text.length < 15 || text.length > 34) return false;
  let rest = 0;
  for (const char of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
