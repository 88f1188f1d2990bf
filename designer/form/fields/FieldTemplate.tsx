import type { FieldTemplateProps } from '@rjsf/utils';
import { type ReactNode, useState } from 'react';
import { isDuration } from '../../../flows/duration.ts';
import type { Json, JsonObject } from '../../../server/http/api.ts';
import { form as words } from '../../text/en/form.ts';
import { ProblemLines } from '../node/ProblemLines.tsx';
import { nameOfChange, pointerIn, usePlace } from '../place.ts';
import type { Path } from '../put.ts';
import { titleOf } from '../schema-kind.ts';
import { FxButton } from './FxButton.tsx';
import { isMappable, MapButton } from './MapButton.tsx';
import { shownKind } from './ValueField.tsx';

/** Ids of the parts of a field: what names it and what describes it. */
export const labelId = (id: string): string => `${id}--label`;
export const hintId = (id: string): string => `${id}--hint`;

/** Kinds that are one element with the focus; others are groups that a label names from outside. */
const single = new Set(['text', 'long', 'number', 'duration', 'date', 'datetime', 'json', 'flow', 'table', 'port', 'calendar', 'zone', 'money']);

/** One field: name, what kind of value, fixed or computed, the input, what it means, what is wrong with it. */
export function FieldTemplate({ id, schema: asked, formData, required, children, fieldPathId, rawErrors }: FieldTemplateProps) {
  const place = usePlace();
  const schema = asked as JsonObject; // a JSON Schema is JSON
  const path = fieldPathId.path as Path;
  const value = formData as Json | undefined;
  const kind = shownKind(schema, value);
  const problems = place.problems.get(['config', ...path].join('/')) ?? [];
  const wrong = <ProblemLines problems={problems} also={problems.length === 0 && value !== undefined && value !== '' ? (rawErrors ?? []) : []} />;
  if (path.length === 0 || schema['x-bare'] === true)
    return (
      <>
        {children}
        {path.length === 0 ? null : wrong}
      </>
    );
  const title = titleOf(schema, path.at(-1)!);
  const hint = typeof schema['description'] === 'string' ? schema['description'] : undefined;
  const change = (next: Json | undefined) => place.change(path, next, nameOfChange(title, next, schema));
  const fx = <FxButton schema={schema} title={title} value={value} path={path} onChange={change} />;
  const name: ReactNode = (
    <>
      {title}
      {required ? <span className="form-needed"> {words.field.needed}</span> : null}
    </>
  );
  const description =
    hint === undefined ? null : (
      <p className="hint" id={hintId(id)}>
        {hint}
      </p>
    );
  if (kind === 'group') {
    return (
      <Fold pointer={pointerIn(place, path)} isOpen={required === true || value !== undefined || problems.length > 0} name={name} beside={fx}>
        {description}
        {children}
        {wrong}
      </Fold>
    );
  }
  return (
    <div className="form-field" data-kind={kind} data-pointer={pointerIn(place, path)} data-wrong={problems.length > 0 || undefined}>
      <div className="form-label">
        {single.has(kind) ? <label htmlFor={id}>{name}</label> : <span id={labelId(id)}>{name}</span>}
        <span className="form-kind mono">
          {schema['x-mixed'] === true ? words.many.mixed : typeof value === 'string' && isDuration(value) ? value : words.kinds[kind]}
        </span>
        {kind === 'json' && isMappable(schema) ? <MapButton schema={schema} title={title} value={value} path={path} onChange={change} /> : null}
        {fx}
      </div>
      {children}
      {description}
      {wrong}
    </div>
  );
}

/** Fields that belong together. It opens by itself only at first: closing would take the focus from somebody who clears a field. */
function Fold({ pointer, isOpen, name, beside, children }: { pointer: string; isOpen: boolean; name: ReactNode; beside: ReactNode; children: ReactNode }) {
  const [open] = useState(isOpen);
  return (
    <div className="form-group" data-pointer={pointer}>
      <details open={open}>
        <summary>{name}</summary>
        <div className="form-group-body">{children}</div>
      </details>
      {beside}
    </div>
  );
}
