import { TextInput } from '@mantine/core';
import type { Json } from '../../../server/http/api.ts';
import { form as words } from '../../text/en/form.ts';
import { readDuration, sayDuration } from '../duration-text.ts';
import { type Read, useTyped } from '../typed.ts';
import { focusProps, type InputProps } from './input.ts';

const say = (value: Json | undefined): string => (typeof value === 'string' ? sayDuration(value) : '');
const instant = /^\d{4}-\d{2}-\d{2}(T\S+)?$/;

/** A length of time in words. Where the schema takes more than lengths, an instant is kept as it is written. */
export function DurationInput(props: InputProps) {
  const takesInstants = props.schema['pattern'] === undefined;
  const read = (text: string): Read => {
    const plain = text.trim();
    if (plain === '') return { value: undefined };
    const iso = readDuration(plain);
    if (iso !== undefined) return { value: iso };
    return takesInstants && instant.test(plain) ? { value: plain } : undefined;
  };
  const typed = useTyped(props.value, say, read, props.onChange);
  const standard = props.schema['x-default'];
  return (
    <TextInput
      {...focusProps(props)}
      value={typed.text}
      placeholder={typeof standard === 'string' ? sayDuration(standard) : words.placeholder.duration}
      error={typed.isBroken ? words.bad.duration : undefined}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={typed.settle}
    />
  );
}
