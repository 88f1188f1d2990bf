import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Json } from '../../server/http/api.ts';
import { mapping as words } from '../text/en/mapping.ts';
import type { Row } from './rows.ts';

/** A value that is the same for every order. What cannot be read yet stays in the field. */
export function FixedInput({ row, onChange }: { row: Row; onChange: (value: Json) => void }) {
  const value = row.source?.kind === 'fixed' ? row.source.value : undefined;
  const label = words.fixedFor(row.key);
  const choices = row.schema['enum'];
  if (row.kind === 'boolean')
    return (
      <NativeSelect
        aria-label={label}
        value={value === undefined ? '' : String(value)}
        data={[
          { value: '', label: '' },
          { value: 'true', label: words.yes },
          { value: 'false', label: words.no },
        ]}
        onChange={(event) => event.currentTarget.value !== '' && onChange(event.currentTarget.value === 'true')}
      />
    );
  if (Array.isArray(choices))
    return (
      <NativeSelect
        aria-label={label}
        value={value === undefined ? '' : JSON.stringify(value)}
        data={[{ value: '', label: '' }, ...choices.map((choice) => ({ value: JSON.stringify(choice), label: String(choice) }))]}
        onChange={(event) => event.currentTarget.value !== '' && onChange(JSON.parse(event.currentTarget.value) as Json)}
      />
    );
  if (row.kind === 'number' || row.kind === 'whole') return <Typed label={label} start={value} read={readNumber} wrong={words.notNumber} onChange={onChange} />;
  const isText = typeof value === 'string' || (value === undefined && !['money', 'list', 'object', 'any'].includes(row.kind));
  if (isText || (value === undefined && row.kind === 'any'))
    return <TextInput aria-label={label} defaultValue={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.currentTarget.value)} />;
  return <Typed label={label} start={value} read={readJson} wrong={words.notJson} onChange={onChange} long />;
}

interface TypedProps {
  label: string;
  start: Json | undefined;
  read(text: string): Json | undefined;
  wrong: string;
  long?: boolean;
  onChange(value: Json): void;
}

function Typed({ label, start, read, wrong, long, onChange }: TypedProps) {
  const [text, setText] = useState(start === undefined ? '' : JSON.stringify(start));
  const error = text.trim() === '' || read(text) !== undefined ? null : wrong;
  const take = (next: string): void => {
    setText(next);
    const value = read(next);
    if (value !== undefined) onChange(value);
  };
  const props = { 'aria-label': label, value: text, error };
  return long ? (
    <Textarea {...props} autosize minRows={2} maxRows={8} classNames={{ input: 'mono' }} onChange={(event) => take(event.currentTarget.value)} />
  ) : (
    <TextInput {...props} inputMode="decimal" onChange={(event) => take(event.currentTarget.value)} />
  );
}

const readNumber = (text: string): number | undefined => (/^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined);

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
