import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { form as words } from '../../text/en/form.ts';
import { focusProps, type InputProps, standardOf } from './input.ts';

const shape = /^[a-z][a-z0-9_]{0,47}$/;

/** Name of a port. Lines hang on it, so it changes when it is left, not at every letter. */
export function PortInput(props: InputProps) {
  const { value, onChange, schema } = props;
  const held = typeof value === 'string' ? value : '';
  const [state, setState] = useState({ text: held, seen: held });
  if (state.seen !== held) setState({ text: held, seen: held });
  const isBad = state.text !== '' && !shape.test(state.text);
  const leave = () => {
    if (state.text !== held && !isBad) onChange(state.text === '' ? undefined : state.text);
  };
  return (
    <TextInput
      {...focusProps(props)}
      value={state.text}
      placeholder={standardOf(schema) ?? ''}
      spellCheck={false}
      error={isBad ? words.bad.port : undefined}
      onChange={(event) => setState({ ...state, text: event.currentTarget.value })}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && leave()}
    />
  );
}
