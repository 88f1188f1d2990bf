import type { Json } from '../../flows/flow.ts';
import type { Row } from './rows.ts';
import { type Source, sourceAt } from './source.ts';

/** A total that follows from fields beside it: unit price times quantity, less the discount where one is mapped. */
export function totalFrom(row: Row, value: Json | undefined): Source | undefined {
  if (row.kind !== 'money' || !/^(line_?)?total$/i.test(row.name)) return undefined;
  const beside = (...names: string[]): string | undefined => {
    for (const name of names) {
      const source = sourceAt(value, [...row.path.slice(0, -1), name]);
      if (source?.kind === 'expr') return source.text;
    }
    return undefined;
  };
  const [price, quantity, discount] = [beside('unitPrice', 'price'), beside('quantity'), beside('discount')];
  if (price === undefined || quantity === undefined) return undefined;
  const whole = `$times(${price}, ${quantity})`;
  return { kind: 'expr', text: discount === undefined ? whole : `$minus(${whole}, ${discount})` };
}
