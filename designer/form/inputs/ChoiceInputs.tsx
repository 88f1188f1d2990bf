import { SegmentedControl, Select, Switch } from '@mantine/core';
import { useCalendars } from '../../api/calendars.ts';
import { useFlows } from '../../api/flows.ts';
import { useTables } from '../../api/tables.ts';
import { sayName } from '../../inbox/form-fields.ts';
import { form as words } from '../../text/en/form.ts';
import { isObject } from '../schema-kind.ts';
import { focusProps, type InputProps } from './input.ts';

/** One of few values: side by side where they are short and one of them always holds, else a list. */
export function ChoiceInput(props: InputProps) {
  const { schema, value, onChange, required, label } = props;
  const values = Array.isArray(schema['enum']) ? schema['enum'] : [];
  const said = isObject(schema['x-words']) ? schema['x-words'] : {};
  const isCode = schema['x-words'] === undefined && values.every((one) => typeof one === 'string' && one === one.toUpperCase());
  const data = values.map((one) => ({ value: String(one), label: String(said[String(one)] ?? (isCode ? one : sayName(String(one)))) }));
  const standard = schema['x-default'];
  const held = value ?? standard;
  const give = (text: string | null) => {
    const next = values.find((one) => String(one) === text);
    onChange(next === standard && value === undefined ? undefined : next);
  };
  const isShort = data.length <= 3 && data.reduce((sum, one) => sum + one.label.length, 0) <= 30;
  if (isShort && held !== undefined && values.includes(held))
    return <SegmentedControl id={props.id} aria-label={label} fullWidth data={data} value={String(held)} onChange={give} />;
  return (
    <Select
      {...focusProps(props)}
      data={data}
      value={held === undefined ? null : String(held)}
      placeholder={words.placeholder.choose}
      clearable={!required}
      searchable={data.length > 8}
      onChange={give}
    />
  );
}

/** Yes or no, with what holds when nothing is said. */
export function SwitchInput(props: InputProps) {
  const { schema, value, onChange, label } = props;
  const standard = schema['x-default'] === true;
  return (
    <Switch
      {...focusProps(props)}
      aria-label={label}
      checked={typeof value === 'boolean' ? value : standard}
      onChange={(event) => onChange(event.currentTarget.checked === standard ? undefined : event.currentTarget.checked)}
    />
  );
}

interface Named {
  value: string;
  label: string;
}

/** A name out of a list that the hub knows; a name it does not know stays visible. */
function NameInput({ data, ...props }: InputProps & { data: Named[] }) {
  const held = typeof props.value === 'string' ? props.value : undefined;
  const all = held === undefined || data.some(({ value }) => value === held) ? data : [...data, { value: held, label: held }];
  return (
    <Select
      {...focusProps(props)}
      data={all}
      value={held ?? null}
      placeholder={words.placeholder.choose}
      clearable={!props.required}
      searchable
      limit={100}
      onChange={(next) => props.onChange(next ?? undefined)}
    />
  );
}

export function FlowInput(props: InputProps) {
  const flows = useFlows().data ?? [];
  return <NameInput {...props} data={flows.map(({ id, title }) => ({ value: id, label: title }))} />;
}

export function TableInput(props: InputProps) {
  const tables = useTables().data ?? [];
  return <NameInput {...props} data={tables.map(({ id, title }) => ({ value: id, label: title }))} />;
}

/** A business calendar by its name. */
export function CalendarInput(props: InputProps) {
  const calendars = useCalendars().data ?? [];
  return <NameInput {...props} data={calendars.map(({ id, title }) => ({ value: id, label: title === id ? id : `${title} (${id})` }))} />;
}

const zones: Named[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((zone) => ({
  value: zone,
  label: zone.replaceAll('_', ' '),
}));

export const ZoneInput = (props: InputProps) => <NameInput {...props} data={zones} />;
