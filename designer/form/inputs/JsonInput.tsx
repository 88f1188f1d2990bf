import { Textarea } from '@mantine/core';
import type { Json } from '../../../server/http/api.ts';
import { form as words } from '../../text/en/form.ts';
import { type Read, useTyped } from '../typed.ts';
import { focusProps, type InputProps } from './input.ts';

/** A text stands without quotes where it is read as the same text again. */
const say = (value: Json | undefined): string => {
  if (value === undefined || value === '') return '';
  if (typeof value === 'string') return readJson(value, true)?.value === value ? value : JSON.stringify(value);
  return JSON.stringify(value, null, 2);
};

/** Where JSON stops being JSON, in the words of the engine that read it. */
export function brokenAt(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    const at = /position (\d+)/.exec(String(error))?.[1];
    if (at === undefined) return '';
    const before = text.slice(0, Number(at)).split('\n');
    return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
  }
}

/** Any value, as JSON. A text that is no JSON and begins like none is a text. */
export function readJson(text: string, takesText: boolean): Read {
  const plain = text.trim();
  if (plain === '') return { value: undefined };
  try {
    return { value: JSON.parse(plain) as Json };
  } catch {
    return takesText && !/^[[{"]/.test(plain) ? { value: text } : undefined;
  }
}

export function JsonInput(props: InputProps) {
  const types = [props.schema['type']].flat();
  const takesText = types[0] === undefined || types.includes('string');
  const typed = useTyped(props.value, say, (text) => readJson(text, takesText), props.onChange);
  return (
    <Textarea
      {...focusProps(props)}
      classNames={{ input: 'form-code' }}
      autosize
      minRows={props.schema['x-lines'] === 1 ? 1 : 2}
      maxRows={16}
      spellCheck={false}
      placeholder={words.placeholder.json}
      value={typed.text}
      error={typed.isBroken ? words.bad.json(brokenAt(typed.text.trim())) : undefined}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={typed.settle}
    />
  );
}
