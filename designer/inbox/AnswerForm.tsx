import { Button } from '@mantine/core';
import { useState } from 'react';
import type { JsonObject } from '../../server/http/api.ts';
import { FormInput } from './FormInput.tsx';
import { sayName } from './form-fields.ts';
import type { Answer } from './use-answer.ts';
import './answer.css';

export interface AnswerFormProps {
  answer: Answer;
  /** Words of the button where the form knows one way only. */
  go: string;
  disabled?: boolean;
  sending: boolean;
  onSend: (answer: JsonObject) => void;
}

/** The fields of a form; each way out is a button that says it. */
export function AnswerForm({ answer, go, disabled = false, sending, onSend }: AnswerFormProps) {
  const { fields, outcomes, value, errors, form, change, whole } = answer;
  const [chosen, setChosen] = useState<string>();
  const send = (outcome?: string) => {
    const ready = whole(outcome);
    if (!ready) return;
    setChosen(outcome);
    onSend(ready);
  };
  return (
    <form
      ref={form}
      className="task-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (outcomes.length === 0) send();
      }}
    >
      {fields.map((field) => (
        <FormInput
          key={field.name}
          field={field}
          value={value[field.name]}
          error={errors[field.name]}
          disabled={disabled}
          onChange={(next) => change(field.name, next)}
        />
      ))}
      <div className="task-acts">
        {outcomes.length === 0 ? (
          <Button type="submit" variant="filled" size="md" fullWidth disabled={disabled} loading={sending}>
            {go}
          </Button>
        ) : (
          outcomes.map((outcome, index) => (
            <Button
              key={outcome}
              size="md"
              fullWidth
              data-outcome
              {...(index === 0 ? { variant: 'filled' as const } : {})}
              disabled={disabled || (sending && chosen !== outcome)}
              loading={sending && chosen === outcome}
              onClick={() => send(outcome)}
            >
              {sayName(outcome)}
            </Button>
          ))
        )}
      </div>
    </form>
  );
}
