import type { Json } from '../../server/http/api.ts';
import { fieldRows } from '../run/field-rows.ts';
import { sayName } from './form-fields.ts';
import './answer.css';

const figure = /^([A-Z]{3}\u00a0)?[\u2212-]?[\d.,\u00a0\u202f' ]+$/;

/** What a task is about, in rows: names as a person would write them, figures to the right. */
export function Facts({ value, most = 40 }: { value: Json | undefined; most?: number }) {
  return (
    <dl className="facts">
      {fieldRows(value, most).map((row) => (
        <div key={row.name}>
          <dt>{sayName(row.name)}</dt>
          <dd className={figure.test(row.value) ? 'num' : undefined} data-less={row.value.includes('\u2212') || undefined}>
            {row.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
