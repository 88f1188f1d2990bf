import type { Json } from '../../server/http/api.ts';
import { fieldRows } from './field-rows.ts';

/** A document in rows: name left, value right, always as text. */
export function FieldRows({ value, most }: { value: Json | undefined; most?: number }) {
  return (
    <dl className="fields">
      {fieldRows(value, most).map((row) => (
        <div key={row.name}>
          <dt>{row.name}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
