import { SegmentedControl, Select } from '@mantine/core';
import type { ObjectFieldTemplateProps } from '@rjsf/utils';
import { useState } from 'react';
import type { JsonObject } from '../../../server/http/api.ts';
import { form as words } from '../../text/en/form.ts';
import { usePlace } from '../place.ts';
import { type Path, put } from '../put.ts';
import { isObject, isShown, propertiesOf, titleOf } from '../schema-kind.ts';

/** The fields of an object: those that matter now, one of several where only one may be given, rare ones folded. */
export function ObjectTemplate({ schema: asked, properties, formData, fieldPathId }: ObjectFieldTemplateProps) {
  const place = usePlace();
  const schema = asked as JsonObject; // a JSON Schema is JSON
  const value = isObject(formData) ? formData : {};
  const rules = propertiesOf(schema);
  const path = fieldPathId.path as Path;
  const firsts = Array.isArray(schema['x-one-of']) ? (schema['x-one-of'] as string[][]).map((names) => names[0]!) : []; // made by formSchemaOf
  const [wanted, setWanted] = useState<string>();
  const chosen = firsts.find((name) => value[name] !== undefined) ?? wanted ?? firsts[0];
  const beside = chosen === undefined ? value : { [chosen]: true, ...value };
  const choose = (name: string | null) => {
    if (name === null) return;
    setWanted(name);
    const others = firsts.filter((one) => one !== name && value[one] !== undefined);
    if (others.length === 0) return;
    const left = others.reduce<JsonObject>((now, one) => (put(now, [one], undefined) as JsonObject | undefined) ?? {}, value);
    place.change(path, left, words.edit.set(titleOf(rules[name], name), ''));
  };
  const shown = properties.filter(({ name, hidden }) => {
    if (hidden) return false;
    if (firsts.includes(name)) return name === chosen || value[name] !== undefined;
    return isShown(rules[name] ?? {}, value[name], beside, rules);
  });
  const isRare = (name: string): boolean => rules[name]?.['x-more'] === true;
  const rare = shown.filter(({ name }) => isRare(name));
  const isUsed = rare.some(
    ({ name }) => value[name] !== undefined || [...place.problems.keys()].some((home) => home.startsWith(['config', ...path, name].join('/'))),
  );
  const data = firsts.map((name) => ({ value: name, label: titleOf(rules[name], name) }));
  return (
    <>
      {data.length > 1 ? (
        <div className="form-field">
          {data.length <= 3 ? (
            <SegmentedControl fullWidth aria-label={words.field.which} data={data} value={chosen ?? ''} onChange={choose} />
          ) : (
            <Select aria-label={words.field.which} allowDeselect={false} data={data} value={chosen ?? null} onChange={choose} />
          )}
        </div>
      ) : null}
      {shown.filter(({ name }) => !isRare(name)).map(({ content }) => content)}
      {rare.length > 0 ? (
        <details className="form-more" open={isUsed}>
          <summary>{words.field.more}</summary>
          {rare.map(({ content }) => content)}
        </details>
      ) : null}
    </>
  );
}
