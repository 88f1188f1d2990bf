import { Button, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Json, JsonObject } from '../../../server/http/api.ts';
import { sameJson } from '../../draft/same-json.ts';
import { form as words } from '../../text/en/form.ts';
import type { HoldingProps } from '../inputs/input.ts';
import { pointerIn, usePlace } from '../place.ts';
import { isObject } from '../schema-kind.ts';

interface Pair {
  key: number;
  name: string;
  value: Json;
}

const pairsOf = (value: Json | undefined, from = 0): Pair[] =>
  Object.entries(isObject(value) ? value : {}).map(([name, inner], at) => ({ key: from + at, name, value: inner }));

/** Names and values. A row without a name, or with one that is there twice, waits in the field. */
export function PairsInput({ id, label, schema, value, onChange, path, describedBy, Inner }: HoldingProps) {
  const place = usePlace();
  const [state, setState] = useState(() => ({ pairs: pairsOf(value), stands: value, seen: value, next: 1_000 }));
  if (!sameJson(state.seen, value)) {
    setState(
      sameJson(state.stands, value) ? { ...state, seen: value } : { pairs: pairsOf(value, state.next), stands: value, seen: value, next: state.next + 1_000 },
    );
  }
  const { pairs } = state;
  const give = (next: Pair[]) => {
    const object: JsonObject = Object.fromEntries(next.filter(({ name }, at) => name !== '' && isFirst(next, at)).map((pair) => [pair.name, pair.value]));
    const stands = Object.keys(object).length === 0 ? undefined : object;
    setState({ ...state, pairs: next, stands, next: state.next + 1 });
    if (!sameJson(stands, state.stands)) onChange(stands);
  };
  const inner = isObject(schema['additionalProperties']) ? schema['additionalProperties'] : schema['x-expr'] === false ? anyFixed : anyValue;
  const change = (at: number, next: Partial<Pair>) => give(pairs.with(at, { ...pairs[at]!, ...next }));
  return (
    <fieldset className="form-pairs" aria-label={label} aria-describedby={describedBy} id={id} tabIndex={-1}>
      {pairs.map((pair, at) => (
        <div className="form-pair" data-pointer={pointerIn(place, [...path, pair.name])} key={pair.key}>
          <TextInput
            aria-label={`${label}, ${words.field.name} ${at + 1}`}
            placeholder={words.field.name}
            spellCheck={false}
            value={pair.name}
            error={pair.name !== '' && !isFirst(pairs, at) ? words.bad.name : undefined}
            onChange={(event) => change(at, { name: event.currentTarget.value })}
          />
          <Inner
            id={`${id}/${pair.key}`}
            label={`${label}, ${pair.name || words.field.value}`}
            schema={inner}
            value={pair.value}
            required
            path={[...path, pair.name]}
            onChange={(next) => change(at, { value: next ?? '' })}
          />
          <button
            type="button"
            className="form-icon"
            aria-label={words.field.remove(pair.name || words.field.row(at + 1))}
            onClick={() => give(pairs.toSpliced(at, 1))}
          >
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
      <Button
        size="xs"
        variant="subtle"
        leftSection={<Plus size={14} aria-hidden />}
        aria-label={`${words.field.addRow}: ${label}`}
        onClick={() => give([...pairs, { key: state.next, name: '', value: '' }])}
      >
        {words.field.addRow}
      </Button>
    </fieldset>
  );
}

const isFirst = (pairs: readonly Pair[], at: number): boolean => pairs.findIndex(({ name }) => name === pairs[at]?.name) === at;

/** A number or true written here is one; anything else is text. */
const anyValue: JsonObject = { 'x-widget': 'json', 'x-lines': 1 };
const anyFixed: JsonObject = { 'x-widget': 'json', 'x-lines': 1, 'x-expr': false };
