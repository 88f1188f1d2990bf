import { Button, PasswordInput, TextInput } from '@mantine/core';
import { Lock, LockOpen } from 'lucide-react';
import type { FormField } from '../inbox/form-fields.ts';
import { dayOf } from '../show/moment.ts';
import { en } from '../text/en.ts';
import type { SecretChange } from './auth-fields.ts';

const words = en.connectors.form;

/** A field that is written and never read: set, replaced or forgotten. */
export function SecretField({
  field,
  isHeld,
  ends,
  change,
  error,
  onChange,
}: {
  field: FormField;
  isHeld: boolean;
  ends: string | undefined;
  change: SecretChange;
  error: string | undefined;
  onChange: (change: SecretChange) => void;
}) {
  const isTyping = typeof change === 'object';
  return (
    <div className="secret">
      <div className="secret-head">
        <span className="secret-name">
          {isHeld ? <Lock size={14} aria-hidden /> : <LockOpen size={14} aria-hidden />}
          {field.title}
        </span>
        <span className="hint">
          {change === 'forget' ? words.willForget : isHeld ? words.isSet : words.notSet}
          {isHeld && ends ? `, ${words.ends.toLowerCase()} ${dayOf(ends)}` : ''}
        </span>
        <span className="secret-acts">
          {change === undefined ? (
            <Button
              size="xs"
              data-secret={field.name}
              aria-label={isHeld ? words.replaceOf(field.title) : words.setOf(field.title)}
              onClick={() => onChange({ value: '' })}
            >
              {isHeld ? words.replace : words.set}
            </Button>
          ) : isHeld || !field.required ? (
            <Button size="xs" variant="subtle" aria-label={isHeld ? words.keepOf(field.title) : words.leaveOf(field.title)} onClick={() => onChange(undefined)}>
              {isHeld ? words.keep : words.leave}
            </Button>
          ) : null}
          {isHeld && change === undefined ? (
            <Button size="xs" variant="subtle" aria-label={words.forgetOf(field.title)} onClick={() => onChange('forget')}>
              {words.forget}
            </Button>
          ) : null}
        </span>
      </div>
      {field.hint ? <p className="hint">{field.hint}</p> : null}
      {isTyping ? (
        <div className="secret-value">
          <PasswordInput
            label={isHeld ? words.newValue(field.title) : field.title}
            name={field.name}
            autoComplete="off"
            data-1p-ignore
            withAsterisk={field.required}
            value={change.value}
            error={error}
            autoFocus={isHeld}
            visibilityToggleButtonProps={{ 'aria-label': `Show ${field.title}` }}
            onChange={(event) => onChange({ ...change, value: event.currentTarget.value })}
          />
          <TextInput type="date" label={words.ends} value={change.ends ?? ''} onChange={(event) => onChange({ ...change, ends: event.currentTarget.value })} />
          <p className="hint secret-ends">{words.endsHint}</p>
        </div>
      ) : error ? (
        <p className="secret-error">{error}</p>
      ) : null}
    </div>
  );
}
