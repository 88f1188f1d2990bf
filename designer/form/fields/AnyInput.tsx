import type { ComponentType } from 'react';
import { isExpr } from '../../../flows/flow.ts';
import { AskedInput } from '../inputs/AskedInput.tsx';
import { CalendarInput, ChoiceInput, FlowInput, SwitchInput, TableInput, ZoneInput } from '../inputs/ChoiceInputs.tsx';
import { DurationInput } from '../inputs/DurationInput.tsx';
import type { PlacedProps } from '../inputs/input.ts';
import { JsonInput } from '../inputs/JsonInput.tsx';
import { MoneyInput } from '../inputs/MoneyInput.tsx';
import { PortInput } from '../inputs/PortInput.tsx';
import { DateInput, DatetimeInput, LineInput, LongInput, NumberField } from '../inputs/TextInputs.tsx';
import { type Kind, kindOf } from '../schema-kind.ts';
import { ExpressionValue } from './ExpressionValue.tsx';
import { FxButton } from './FxButton.tsx';
import { ListInput } from './ListInput.tsx';
import { PairsInput } from './PairsInput.tsx';

/** The input of each kind; groups, rows and variants are drawn by the form itself. */
export const inputs: Record<Exclude<Kind, 'group' | 'rows' | 'variants' | 'expression'>, ComponentType<PlacedProps>> = {
  text: LineInput,
  long: LongInput,
  number: NumberField,
  switch: SwitchInput,
  choice: ChoiceInput,
  duration: DurationInput,
  money: MoneyInput,
  calendar: CalendarInput,
  zone: ZoneInput,
  date: DateInput,
  datetime: DatetimeInput,
  json: JsonInput,
  asked: AskedInput,
  pairs: (props) => <PairsInput {...props} Inner={AnyInput} />,
  list: (props) => <ListInput {...props} Inner={AnyInput} />,
  flow: FlowInput,
  table: TableInput,
  port: PortInput,
};

/** One value inside a list or beside a name: fixed, or computed. */
export function AnyInput(props: PlacedProps) {
  const kind = kindOf(props.schema);
  const Input = kind in inputs ? inputs[kind as keyof typeof inputs] : JsonInput;
  return (
    <div className="form-any">
      {isExpr(props.value) ? <ExpressionValue {...props} /> : <Input {...props} />}
      <FxButton schema={props.schema} title={props.label} value={props.value} path={props.path} onChange={props.onChange} />
    </div>
  );
}
