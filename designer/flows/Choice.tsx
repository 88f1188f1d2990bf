import type { ReactNode } from 'react';

interface ChoiceProps<T extends string> {
  name: string;
  value: T;
  options: Partial<Record<T, ReactNode>>;
  onPick: (value: T) => void;
}

/** A few choices side by side, one pressed. */
export function Choice<T extends string>({ name, value, options, onPick }: ChoiceProps<T>) {
  return (
    <fieldset className="choice" aria-label={name}>
      {(Object.keys(options) as T[]).map((option) => (
        <button type="button" key={option} aria-pressed={option === value} onClick={() => onPick(option)}>
          {options[option]}
        </button>
      ))}
    </fieldset>
  );
}
