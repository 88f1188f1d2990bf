import type { ComponentType } from 'react';
import type { Json, JsonObject } from '../../../server/http/api.ts';
import type { Path } from '../put.ts';

/** What every input of a form gets. It calls `onChange` only with values that could be kept; `undefined` takes the value away. */
export interface InputProps {
  /** Id of the element that takes the focus. */
  id: string;
  /** For screen readers, where no label stands beside it. */
  label: string;
  schema: JsonObject;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  required: boolean;
  /** Id of what describes it: hint and problems. */
  describedBy?: string | undefined;
  /** Somebody says it is wrong as it stands. */
  isWrong?: boolean | undefined;
}

/** An input that knows where in the config its value stands. */
export interface PlacedProps extends InputProps {
  path: Path;
}

/** An input that holds others: it is given what draws one of them. */
export interface HoldingProps extends PlacedProps {
  Inner: ComponentType<PlacedProps>;
}

/** What an input of ours passes on to the element that takes the focus. */
export const focusProps = ({ id, label, describedBy, isWrong }: InputProps) => ({
  id,
  'aria-label': label,
  ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
  ...(isWrong ? { 'aria-invalid': true as const } : {}),
});

/** The value a type assumes when the field is empty, in words. */
export const standardOf = (schema: JsonObject): string | undefined => {
  const value = schema['x-default'];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
};
