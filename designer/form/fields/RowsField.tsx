import { Button } from '@mantine/core';
import { type FieldProps, toFieldPathId } from '@rjsf/utils';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import type { Json, JsonObject } from '../../../server/http/api.ts';
import { form as words } from '../../text/en/form.ts';
import { swap, useRowKeys } from '../inputs/row-keys.ts';
import { pointerIn, usePlace } from '../place.ts';
import { isObject, propertiesOf, titleOf } from '../schema-kind.ts';
import { labelId } from './FieldTemplate.tsx';
import { pathOf, ValueField } from './ValueField.tsx';

/** A list of things with fields of their own: each a small form that can be moved and removed. */
export function RowsField(props: FieldProps) {
  const { fieldPathId, registry, onBlur, onFocus } = props;
  const place = usePlace();
  const schema = props.schema as JsonObject; // a JSON Schema is JSON
  const items: Json[] = Array.isArray(props.formData) ? props.formData : [];
  const { keys, added, removed, swapped } = useRowKeys(items.length);
  const path = pathOf(props);
  const title = titleOf(schema, path.at(-1) ?? '');
  const give = (next: Json[]) => place.change(path, next.length === 0 ? undefined : next, words.edit.change(title));
  const move = (at: number, to: number) => {
    swapped(at, to);
    give(swap(items, at, to));
  };
  const remove = (at: number) => {
    removed(at);
    give(items.toSpliced(at, 1));
  };
  const add = () => {
    added();
    give([...items, {}]);
  };
  const inner = { ...(isObject(schema['items']) ? schema['items'] : {}), 'x-bare': true };
  const isFull = typeof schema['maxItems'] === 'number' && items.length >= schema['maxItems'];
  return (
    <fieldset className="form-rows" aria-labelledby={labelId(fieldPathId.$id)} id={fieldPathId.$id} tabIndex={-1}>
      {items.map((item, at) => {
        const what = words.field.item(title, at + 1);
        return (
          <fieldset className="form-row" data-pointer={pointerIn(place, [...path, at])} key={keys[at]}>
            <legend className="hidden-words">{what}</legend>
            <div className="form-row-head">
              <span className="cut">{nameOf(item, inner) ?? what}</span>
              <button type="button" className="form-icon" disabled={at === 0} aria-label={words.field.up(what)} onClick={() => move(at, at - 1)}>
                <ArrowUp size={14} aria-hidden />
              </button>
              <button
                type="button"
                className="form-icon"
                disabled={at === items.length - 1}
                aria-label={words.field.down(what)}
                onClick={() => move(at, at + 1)}
              >
                <ArrowDown size={14} aria-hidden />
              </button>
              <button type="button" className="form-icon" aria-label={words.field.remove(what)} onClick={() => remove(at)}>
                <X size={14} aria-hidden />
              </button>
            </div>
            <ValueField
              name={String(at)}
              schema={inner}
              formData={item}
              fieldPathId={toFieldPathId(at, registry.globalFormOptions, fieldPathId)}
              registry={registry}
              required
              onChange={props.onChange}
              onBlur={onBlur}
              onFocus={onFocus}
            />
          </fieldset>
        );
      })}
      {isFull ? null : (
        <Button size="xs" variant="subtle" leftSection={<Plus size={14} aria-hidden />} aria-label={`${words.field.addRow}: ${title}`} onClick={add}>
          {words.field.addRow}
        </Button>
      )}
    </fieldset>
  );
}

/** A row is known by its first text. */
function nameOf(item: Json, schema: JsonObject): string | undefined {
  const first = Object.keys(propertiesOf(schema)).find((name) => isObject(item) && typeof item[name] === 'string' && item[name] !== '');
  return first === undefined || !isObject(item) ? undefined : String(item[first]);
}
