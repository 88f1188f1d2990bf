import { NumberInput, Radio, Select, Textarea, TextInput } from '@mantine/core';
import type { Json } from '../../server/http/api.ts';
import { en } from '../text/en.ts';
import { type FormField, sayName } from './form-fields.ts';

export interface FormInputProps {
  field: FormField;
  value: Json | undefined;
  error: string | undefined;
  disabled: boolean;
  onChange: (value: Json | undefined) => void;
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const localMoment = (iso: string): string => (iso === '' ? '' : new Date(iso).toLocaleString('sv').slice(0, 16).replace(' ', 'T'));

/** One field of a task's form, in the shape its schema asks for. */
export function FormInput({ field, value, error, disabled, onChange }: FormInputProps) {
  const shared = { label: field.title, description: field.hint, error, disabled, withAsterisk: field.required, name: field.name };
  switch (field.widget) {
    case 'integer':
    case 'number':
      return (
        <NumberInput
          {...shared}
          className="form-number"
          value={typeof value === 'number' ? value : ''}
          allowDecimal={field.widget === 'number'}
          hideControls
          onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
        />
      );
    case 'yes-no':
    case 'radios': {
      const yesNo = field.widget === 'yes-no';
      const choices = yesNo ? ['true', 'false'] : field.choices;
      return (
        <Radio.Group {...shared} value={value === undefined ? '' : String(value)} onChange={(next) => onChange(yesNo ? next === 'true' : next)}>
          <div className="radios" data-row={yesNo || undefined}>
            {choices.map((choice) => (
              <Radio
                key={choice}
                size="xs"
                className="radio-card"
                disabled={disabled}
                value={choice}
                label={yesNo ? (choice === 'true' ? en.inbox.yes : en.inbox.no) : sayName(choice)}
              />
            ))}
          </div>
        </Radio.Group>
      );
    }
    case 'select':
      return (
        <Select
          {...shared}
          placeholder={en.inbox.choose}
          data={field.choices}
          value={textOf(value) || null}
          clearable={!field.required}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    case 'long':
      return (
        <Textarea {...shared} autosize minRows={3} maxRows={10} value={textOf(value)} onChange={(event) => onChange(event.currentTarget.value || undefined)} />
      );
    case 'date':
      return <TextInput {...shared} type="date" value={textOf(value)} onChange={(event) => onChange(event.currentTarget.value || undefined)} />;
    case 'moment':
      return (
        <TextInput
          {...shared}
          type="datetime-local"
          value={localMoment(textOf(value))}
          onChange={(event) => onChange(event.currentTarget.value ? new Date(event.currentTarget.value).toISOString() : undefined)}
        />
      );
    case 'text':
      return <TextInput {...shared} value={textOf(value)} onChange={(event) => onChange(event.currentTarget.value || undefined)} />;
  }
}
