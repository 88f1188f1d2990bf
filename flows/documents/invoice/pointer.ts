/** Fields of an invoice by pointer: `/lines/0/price/net`. */

export interface Fields {
  [name: string]: string | Fields | Fields[] | undefined;
}
type Field = string | Fields | Fields[] | undefined;

export function fieldAt(invoice: Fields, pointer: string): Field {
  let at: Field = invoice;
  for (const name of steps(pointer)) {
    if (typeof at !== 'object') return undefined;
    at = (at as Fields)[name]; // an index is a name too
  }
  return at;
}

/** Sets a field and makes the objects and lists on the way. */
export function setField(invoice: Fields, pointer: string, value: string | Fields): void {
  const names = steps(pointer);
  let at: Fields = invoice;
  for (let i = 0; i < names.length - 1; i++) {
    const name = names[i]!; // within the length
    at[name] ??= /^\d+$/.test(names[i + 1]!) ? [] : {};
    at = at[name] as Fields; // a table never enters a text
  }
  at[names.at(-1)!] = value; // a pointer has a step
}

/** Every text of an invoice with its pointer. */
export function* textsOf(value: unknown, pointer = ''): Generator<[pointer: string, text: string]> {
  if (typeof value === 'string') yield [pointer, value];
  else if (typeof value === 'object' && value !== null) for (const [name, inner] of Object.entries(value)) yield* textsOf(inner, `${pointer}/${name}`);
}

const steps = (pointer: string): string[] => pointer.split('/').slice(1);
