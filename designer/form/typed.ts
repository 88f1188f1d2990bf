import { useState } from 'react';
import type { Json } from '../../server/http/api.ts';
import { sameJson } from '../draft/same-json.ts';

/** What a text means: a value, or nothing yet. */
export type Read = { value: Json | undefined } | undefined;

export interface Typed {
  text: string;
  /** The text says nothing that could be kept: it stays in the field, the document keeps what it had. */
  isBroken: boolean;
  type: (text: string) => void;
  /** Writes the value in its own words, once typing is over. */
  settle: () => void;
}

/** Text under a cursor. It never changes while somebody types, and follows when the value changes from elsewhere, such as by undo. */
export function useTyped(
  value: Json | undefined,
  say: (value: Json | undefined) => string,
  read: (text: string) => Read,
  onChange: (value: Json | undefined) => void,
): Typed {
  const [state, setState] = useState({ text: say(value), stands: value, seen: value, isBroken: false });
  if (!sameJson(state.seen, value)) {
    setState(sameJson(state.stands, value) ? { ...state, seen: value } : { text: say(value), stands: value, seen: value, isBroken: false });
  }
  return {
    text: state.text,
    isBroken: state.isBroken,
    type(text) {
      const found = read(text);
      setState({ ...state, text, stands: found ? found.value : state.stands, isBroken: found === undefined });
      if (found && !sameJson(found.value, state.stands)) onChange(found.value);
    },
    settle: () => state.isBroken || setState({ ...state, text: say(state.stands) }),
  };
}
