import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Json, JsonObject, TaskInfo } from '../../server/http/api.ts';
import { ApiError } from '../api/client.ts';
import { useTaskAct } from '../api/tasks.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';
import { FormInput } from './FormInput.tsx';
import { formFields, missing, outcomesOf, refusalsByField, sayName } from './form-fields.ts';

/** Asks what the task's form asks; each way out is a button that says it. */
export function TaskForm({ task, mine, onDone }: { task: TaskInfo; mine: boolean; onDone: () => void }) {
  const fields = formFields(task.form);
  const outcomes = outcomesOf(task.form);
  const [answer, setAnswer] = useState<JsonObject>(() =>
    Object.fromEntries(fields.flatMap(({ name, initial }) => (initial === undefined ? [] : [[name, initial]]))),
  );
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [sending, setSending] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  const act = useTaskAct(task.id);

  const refuse = (next: Record<string, string>) => {
    setErrors(next);
    const first = fields.find((field) => next[field.name]);
    if (first) form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(first.name)}"]`)?.focus();
  };
  const change = (name: string, value: Json | undefined) => {
    const { [name]: _old, ...rest } = answer;
    setAnswer(value === undefined ? rest : { ...rest, [name]: value });
    const { [name]: _error, ...others } = errors;
    setErrors(others);
  };
  const send = (outcome?: string) => {
    const empty = missing(fields, answer);
    if (empty.length > 0) return refuse(Object.fromEntries(empty.map((name) => [name, en.inbox.required])));
    setSending(outcome ?? '');
    act.mutate(
      { act: 'complete', answer: outcome === undefined ? answer : { ...answer, outcome } },
      {
        onSuccess: () => {
          say(en.inbox.didComplete(`${task.title}, ${task.key}`));
          onDone();
        },
        onError: (error) => {
          const named = error instanceof ApiError && error.problems ? refusalsByField(error.problems) : {};
          if (fields.some((field) => named[field.name])) refuse(named);
          else sayRefused(error);
        },
        onSettled: () => setSending(undefined),
      },
    );
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
          value={answer[field.name]}
          error={errors[field.name]}
          disabled={!mine}
          onChange={(value) => change(field.name, value)}
        />
      ))}
      <div className="task-acts">
        {outcomes.length === 0 ? (
          <Button type="submit" variant="filled" size="md" fullWidth disabled={!mine} loading={sending !== undefined}>
            {en.inbox.complete}
          </Button>
        ) : (
          outcomes.map((outcome, index) => (
            <Button
              key={outcome}
              size="md"
              fullWidth
              data-outcome
              {...(index === 0 ? { variant: 'filled' as const } : {})}
              disabled={!mine || (sending !== undefined && sending !== outcome)}
              loading={sending === outcome}
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
