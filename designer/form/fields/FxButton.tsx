import { Tooltip } from '@mantine/core';
import { isExpr } from '../../../flows/flow.ts';
import type { Json, JsonObject } from '../../../server/http/api.ts';
import { form as words } from '../../text/en/form.ts';
import { exprOf, fixedOf } from '../expr-switch.ts';
import { pointerIn, usePlace } from '../place.ts';
import type { Path } from '../put.ts';

export interface FxButtonProps {
  schema: JsonObject;
  title: string;
  value: Json | undefined;
  path: Path;
  onChange: (value: Json | undefined) => void;
}

/** Turns a fixed value into an expression and back; absent where the schema takes no expression. */
export function FxButton({ schema, title, value, path, onChange }: FxButtonProps) {
  const place = usePlace();
  if (schema['x-expr'] === false && !isExpr(value)) return null;
  const pointer = pointerIn(place, path);
  const isOn = isExpr(value);
  const turn = () => {
    if (isOn) return onChange(fixedOf(value, schema, place.before.get(pointer)));
    place.before.set(pointer, value);
    onChange(exprOf(value));
  };
  const says = isOn ? words.field.toFixed(title) : words.field.toExpression(title);
  return (
    <Tooltip label={says} position="left">
      <button type="button" className="form-fx" aria-pressed={isOn} aria-label={says} onClick={turn}>
        ƒ
      </button>
    </Tooltip>
  );
}
