import { Autocomplete, Textarea, TextInput } from '@mantine/core';
import type { Json } from '../../../server/http/api.ts';
import { form as words } from '../../text/en/form.ts';
import { useTyped } from '../typed.ts';
import { focusProps, type InputProps, standardOf } from './input.ts';

const say = (value: Json | undefined): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
const read = (text: string) => ({ value: text === '' ? undefined : text });

/** One line of text, with what is usual offered. */
export function LineInput(props: InputProps) {
  const { schema, value, onChange } = props;
  const typed = useTyped(value, say, read, onChange);
  const usual = Array.isArray(schema['examples']) ? schema['examples'].filter((one) => typeof one === 'string') : [];
  const shared = { ...focusProps(props), value: typed.text, placeholder: standardOf(schema) ?? '', spellCheck: false };
  if (usual.length > 0) return <Autocomplete {...shared} data={usual} onChange={typed.type} comboboxProps={{ withinPortal: true }} />;
  return <TextInput {...shared} onChange={(event) => typed.type(event.currentTarget.value)} />;
}

/** Text of several lines. */
export function LongInput(props: InputProps) {
  const typed = useTyped(props.value, say, read, props.onChange);
  return <Textarea {...focusProps(props)} autosize minRows={3} maxRows={12} value={typed.text} onChange={(event) => typed.type(event.currentTarget.value)} />;
}

/** A number; what is typed and is none stays in the field. */
export function NumberField(props: InputProps) {
  const { schema, value, onChange } = props;
  const isWhole = [schema['type']].flat()[0] === 'integer';
  const typed = useTyped(value, say, (text) => readNumber(text, isWhole), onChange);
  return (
    <TextInput
      {...focusProps(props)}
      className="form-number"
      inputMode={isWhole ? 'numeric' : 'decimal'}
      value={typed.text}
      placeholder={standardOf(schema) ?? ''}
      error={typed.isBroken ? (isWhole ? words.bad.whole : words.bad.number) : undefined}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={typed.settle}
    />
  );
}

function readNumber(text: string, isWhole: boolean): { value: number | undefined } | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return { value: undefined };
  if (!/^[-+]?\d+(\.\d+)?$/.test(plain)) return undefined;
  const number = Number(plain);
  return isWhole && !Number.isSafeInteger(number) ? undefined : { value: number };
}

const date = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const datetime = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** A day. */
export const DateInput = (props: InputProps) => <Instant {...props} shape={date} bad={words.bad.date} placeholder={words.placeholder.date} />;

/** An instant, in the zone of the flow where it names none. */
export const DatetimeInput = (props: InputProps) => <Instant {...props} shape={datetime} bad={words.bad.datetime} placeholder={words.placeholder.datetime} />;

function Instant({ shape, bad, placeholder, ...props }: InputProps & { shape: RegExp; bad: string; placeholder: string }) {
  const typed = useTyped(
    props.value,
    say,
    (text) => (text === '' ? { value: undefined } : shape.test(text.trim()) ? { value: text.trim() } : undefined),
    props.onChange,
  );
  return (
    <TextInput
      {...focusProps(props)}
      value={typed.text}
      placeholder={placeholder}
      error={typed.isBroken ? bad : undefined}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={typed.settle}
    />
  );
}
