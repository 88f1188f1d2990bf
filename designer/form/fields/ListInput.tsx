import { Button } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import type { Json } from '../../../server/http/api.ts';
import { form as words } from '../../text/en/form.ts';
import type { HoldingProps } from '../inputs/input.ts';
import { useRowKeys } from '../inputs/row-keys.ts';
import { pointerIn, usePlace } from '../place.ts';
import { isObject } from '../schema-kind.ts';

/** A list of single values, one under the other. */
export function ListInput({ id, label, schema, value, onChange, path, describedBy, isWrong, Inner }: HoldingProps) {
  const place = usePlace();
  const items = Array.isArray(value) ? value : [];
  const { keys, added, removed } = useRowKeys(items.length);
  const inner = isObject(schema['items']) ? schema['items'] : {};
  const isFull = typeof schema['maxItems'] === 'number' && items.length >= schema['maxItems'];
  const give = (next: Json[]) => onChange(next.length === 0 ? undefined : next);
  const add = () => {
    added();
    give([...items, inner['type'] === 'integer' ? Number(inner['minimum'] ?? 0) : '']);
    requestAnimationFrame(() => document.getElementById(`${id}/${items.length}`)?.focus());
  };
  return (
    <fieldset className="form-list" aria-label={label} aria-describedby={describedBy} id={id} tabIndex={-1}>
      {items.map((item, at) => (
        <div className="form-list-row" data-pointer={pointerIn(place, [...path, at])} key={keys[at]}>
          <Inner
            id={`${id}/${at}`}
            label={words.field.item(label, at + 1)}
            schema={inner}
            value={item}
            required
            isWrong={isWrong}
            path={[...path, at]}
            onChange={(next) => onChange(items.with(at, next ?? ''))}
          />
          <button
            type="button"
            className="form-icon"
            aria-label={words.field.remove(words.field.item(label, at + 1))}
            onClick={() => {
              removed(at);
              give(items.toSpliced(at, 1));
            }}
          >
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
      {isFull ? null : (
        <Button size="xs" variant="subtle" leftSection={<Plus size={14} aria-hidden />} aria-label={`${words.field.addOne}: ${label}`} onClick={add}>
          {words.field.addOne}
        </Button>
      )}
    </fieldset>
  );
}
