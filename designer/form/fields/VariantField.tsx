import { SegmentedControl, Select } from '@mantine/core';
import type { FieldProps } from '@rjsf/utils';
import { useState } from 'react';
import type { Json, JsonObject } from '../../../server/http/api.ts';
import { form as words } from '../../text/en/form.ts';
import { usePlace } from '../place.ts';
import { titleOf } from '../schema-kind.ts';
import { type Choice, choicesOf, standing } from '../variants.ts';
import { labelId } from './FieldTemplate.tsx';
import { pathOf, ValueField } from './ValueField.tsx';

/** A value of several possible forms: which form, then its own fields. */
export function VariantField(props: FieldProps) {
  const { registry, fieldPathId, required = false, name, onBlur, onFocus } = props;
  const place = usePlace();
  const schema = props.schema as JsonObject; // a JSON Schema is JSON
  const value = props.formData as Json | undefined;
  const path = pathOf(props);
  const title = titleOf(schema, path.at(-1) ?? '');
  const choices = choicesOf(schema, required);
  // A form that was chosen and holds nothing yet says nothing in the document.
  const [chosen, setChosen] = useState<string>();
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    if (value !== undefined) setChosen(undefined);
  }
  const stands = choices.find(({ key }) => key === chosen) ?? standing(choices, value) ?? choices[0];
  if (!stands) return null;
  const choose = (key: string | null) => {
    const next = choices.find((one) => one.key === key);
    if (!next || next.key === stands.key) return;
    setChosen(next.key);
    if (next.start !== value) place.change(path, next.start, words.edit.set(title, next.label.toLowerCase()));
  };
  const isShort = choices.length <= 3 && choices.reduce((sum, { label }) => sum + label.length, 0) <= 32;
  const data = choices.map(({ key, label }) => ({ value: key, label }));
  return (
    <fieldset className="form-variants" aria-labelledby={labelId(fieldPathId.$id)} id={fieldPathId.$id} tabIndex={-1}>
      {isShort ? (
        <SegmentedControl fullWidth aria-label={`${title}, ${words.field.which}`} data={data} value={stands.key} onChange={choose} />
      ) : (
        <Select aria-label={`${title}, ${words.field.which}`} allowDeselect={false} data={data} value={stands.key} onChange={choose} />
      )}
      {hasFields(stands) ? (
        <ValueField
          name={name}
          schema={{ ...stands.schema, title, 'x-bare': true }}
          formData={value}
          fieldPathId={fieldPathId}
          registry={registry}
          required
          onChange={props.onChange}
          onBlur={onBlur}
          onFocus={onFocus}
        />
      ) : null}
    </fieldset>
  );
}

/** Whether there is more to say than which form it is. */
const hasFields = ({ schema }: Choice): boolean => schema !== undefined && schema['const'] === undefined;
