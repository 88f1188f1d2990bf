import { Button, NumberInput, TextInput } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import type { ConnectionInfo, ConnectorInfo, JsonObject } from '../../server/http/api.ts';
import { ApiError } from '../api/client.ts';
import { FormInput } from '../inbox/FormInput.tsx';
import { refusalsByField } from '../inbox/form-fields.ts';
import { sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';
import { authFields, missingIn, type SecretChange, secretsOf } from './auth-fields.ts';
import { SecretField } from './SecretField.tsx';

const words = en.connectors.form;

export interface Filled {
  title: string;
  settings: JsonObject;
  secrets: Record<string, string | null>;
  ends: Record<string, string>;
  overlapHours: number;
}

export interface ConnectionFormProps {
  connector: ConnectorInfo;
  /** What is stored; a new connection when absent. */
  stored?: ConnectionInfo;
  busy: boolean;
  go: string;
  /** Sends what was filled in; rejects with the hub's refusal, which is shown at its fields. */
  onSend: (filled: Filled) => Promise<unknown>;
  children?: ReactNode;
}

/** The form a connector asks for, made from its schema. Secret fields are written and never read. */
export function ConnectionForm({ connector, stored, busy, go, onSend, children }: ConnectionFormProps) {
  const fields = authFields(connector.auth);
  const held = stored?.secrets ?? [];
  const [title, setTitle] = useState(stored?.title ?? connector.title);
  const [values, setValues] = useState<JsonObject>(
    () => stored?.settings ?? Object.fromEntries(fields.settings.flatMap(({ name, initial }) => (initial === undefined ? [] : [[name, initial]]))),
  );
  const [changes, setChanges] = useState<Record<string, SecretChange>>(() =>
    stored ? {} : Object.fromEntries(fields.secrets.filter(({ required }) => required).map(({ name }) => [name, { value: '' }])),
  );
  const [overlap, setOverlap] = useState(24);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const form = useRef<HTMLFormElement>(null);
  const isSigning = (name: string): boolean => name === connector.webhook?.secretField;
  const replacesSigner = held.some((name) => isSigning(name) && typeof changes[name] === 'object');

  const refuse = (next: Record<string, string>) => {
    setErrors(next);
    const [first] = Object.keys(next);
    if (first) form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(first)}"]`)?.focus();
  };
  const touch = (name: string) => {
    const { [name]: _, ...others } = errors;
    setErrors(others);
  };
  const send = async () => {
    const missing = missingIn(fields, values, changes, held);
    if (title.trim() === '') missing.unshift('title');
    if (missing.length > 0) return refuse(Object.fromEntries(missing.map((name) => [name, words.required])));
    try {
      await onSend({ title: title.trim(), settings: values, ...secretsOf(changes), overlapHours: replacesSigner ? overlap : 0 });
      setChanges({});
      setErrors({});
    } catch (error) {
      const named = error instanceof ApiError && error.problems ? refusalsByField(error.problems) : {};
      if ([...fields.settings, ...fields.secrets].some(({ name }) => named[name])) refuse(named);
      else sayRefused(error);
    }
  };
  return (
    <form
      ref={form}
      className="connection-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextInput
        label={words.title}
        description={words.titlePlace}
        name="title"
        withAsterisk
        maxLength={100}
        value={title}
        error={errors['title']}
        onChange={(event) => {
          touch('title');
          setTitle(event.currentTarget.value);
        }}
      />
      {fields.settings.map((field) => (
        <FormInput
          key={field.name}
          field={field}
          value={values[field.name]}
          error={errors[field.name]}
          disabled={false}
          onChange={(value) => {
            touch(field.name);
            const { [field.name]: _, ...rest } = values;
            setValues(value === undefined ? rest : { ...rest, [field.name]: value });
          }}
        />
      ))}
      {fields.secrets.length > 0 ? (
        <fieldset className="secrets">
          <legend>{words.secrets}</legend>
          <p className="hint">{words.secretsHint}</p>
          {fields.secrets.map((field) => (
            <SecretField
              key={field.name}
              field={field}
              isHeld={held.includes(field.name)}
              ends={stored?.ends?.[field.name]}
              change={changes[field.name]}
              error={errors[field.name]}
              onChange={(change) => {
                touch(field.name);
                setChanges({ ...changes, [field.name]: change });
              }}
            />
          ))}
          {replacesSigner ? (
            <NumberInput
              className="form-number"
              label={words.overlap}
              description={words.overlapHint}
              min={0}
              max={2_160}
              hideControls
              value={overlap}
              onChange={(next) => setOverlap(Number(next) || 0)}
            />
          ) : null}
        </fieldset>
      ) : null}
      <div className="connection-acts">
        {children}
        <Button type="submit" variant="filled" loading={busy}>
          {go}
        </Button>
      </div>
    </form>
  );
}
