import { Button, Select, Switch, TextInput } from '@mantine/core';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { sameJson } from '../../draft/same-json.ts';
import { form as words } from '../../text/en/form.ts';
import { type Asked, askedKinds, askedOf, nameFor, schemaOf } from '../asked.ts';
import type { InputProps } from './input.ts';
import { JsonInput } from './JsonInput.tsx';
import { swap } from './row-keys.ts';

const { asked: said } = words;

interface Row extends Asked {
  key: number;
}

/** What a person is asked, question by question; a schema that says more is shown as it is written. */
export function AskedInput(props: InputProps) {
  return askedOf(props.value) === undefined ? <JsonInput {...props} /> : <Questions {...props} />;
}

function Questions({ id, label, value, onChange, describedBy }: InputProps) {
  const rowsOf = (from: number): Row[] => (askedOf(value) ?? []).map((asked, at) => ({ ...asked, key: from + at }));
  const [state, setState] = useState(() => ({ rows: rowsOf(0), stands: value, seen: value, next: 1_000 }));
  if (!sameJson(state.seen, value)) {
    setState(sameJson(state.stands, value) ? { ...state, seen: value } : { rows: rowsOf(state.next), stands: value, seen: value, next: state.next + 1_000 });
  }
  const { rows } = state;
  const give = (next: Row[]) => {
    const stands = schemaOf(next.filter(({ name }, at) => name !== '' && next.findIndex((other) => other.name === name) === at));
    setState({ ...state, rows: next, stands, next: state.next + 1 });
    if (!sameJson(stands, state.stands)) onChange(stands);
  };
  const change = (at: number, fields: Partial<Asked>) => {
    const before = rows[at]!;
    const taken = rows.filter((_, place) => place !== at).map(({ name }) => name);
    // The name follows the question until somebody writes one.
    const follows = fields.title !== undefined && (before.name === '' || before.name === nameFor(before.title, taken));
    give(rows.with(at, { ...before, ...fields, ...(follows ? { name: fields.title === '' ? '' : nameFor(fields.title ?? '', taken) } : {}) }));
  };
  return (
    <fieldset className="form-rows" aria-label={label} aria-describedby={describedBy} id={id} tabIndex={-1}>
      {rows.map((row, at) => (
        <Question
          key={row.key}
          row={row}
          what={said.question(at + 1)}
          isTwice={row.name !== '' && rows.findIndex(({ name }) => name === row.name) !== at}
          onChange={(fields) => change(at, fields)}
          onUp={at === 0 ? undefined : () => give(swap(rows, at, at - 1))}
          onDown={at === rows.length - 1 ? undefined : () => give(swap(rows, at, at + 1))}
          onRemove={() => give(rows.toSpliced(at, 1))}
        />
      ))}
      <Button
        size="xs"
        variant="subtle"
        leftSection={<Plus size={14} aria-hidden />}
        onClick={() => give([...rows, { key: state.next, name: '', title: '', kind: 'line', choices: [], isNeeded: false }])}
      >
        {said.add}
      </Button>
    </fieldset>
  );
}

interface QuestionProps {
  row: Row;
  what: string;
  isTwice: boolean;
  onChange: (fields: Partial<Asked>) => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  onRemove: () => void;
}

function Question({ row, what, isTwice, onChange, onUp, onDown, onRemove }: QuestionProps) {
  return (
    <fieldset className="form-row">
      <legend className="hidden-words">{what}</legend>
      <div className="form-row-head">
        <span className="cut">{row.title || what}</span>
        <button type="button" className="form-icon" disabled={!onUp} aria-label={words.field.up(what)} onClick={onUp}>
          <ArrowUp size={14} aria-hidden />
        </button>
        <button type="button" className="form-icon" disabled={!onDown} aria-label={words.field.down(what)} onClick={onDown}>
          <ArrowDown size={14} aria-hidden />
        </button>
        <button type="button" className="form-icon" aria-label={words.field.remove(what)} onClick={onRemove}>
          <X size={14} aria-hidden />
        </button>
      </div>
      <TextInput label={said.title} value={row.title} onChange={(event) => onChange({ title: event.currentTarget.value })} />
      <div className="form-halves">
        <Select
          label={said.kind}
          allowDeselect={false}
          data={askedKinds.map((value) => ({ value, label: said.kinds[value] }))}
          value={row.kind}
          onChange={(next) => onChange({ kind: askedKinds.find((one) => one === next) ?? 'line' })}
        />
        <TextInput
          label={said.name}
          value={row.name}
          spellCheck={false}
          error={isTwice ? words.bad.name : undefined}
          onChange={(event) => onChange({ name: event.currentTarget.value.replace(/[^A-Za-z0-9_]/g, '') })}
        />
      </div>
      {row.kind === 'choice' ? (
        <TextInput
          label={said.choices}
          defaultValue={row.choices.join(', ')}
          onChange={(event) =>
            onChange({
              choices: event.currentTarget.value
                .split(',')
                .map((one) => one.trim())
                .filter((one) => one !== ''),
            })
          }
        />
      ) : null}
      <Switch label={said.needed} checked={row.isNeeded} onChange={(event) => onChange({ isNeeded: event.currentTarget.checked })} />
    </fieldset>
  );
}
