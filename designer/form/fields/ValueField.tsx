import SchemaField from '@rjsf/core/lib/components/fields/SchemaField.js';
import type { FieldProps, UiSchema } from '@rjsf/utils';
import { isExpr } from '../../../flows/flow.ts';
import type { Json, JsonObject } from '../../../server/http/api.ts';
import type { Path } from '../put.ts';
import { type Kind, kindOf } from '../schema-kind.ts';

/** How a field is drawn now: by what its schema asks for, or as the expression that stands in it. */
export const shownKind = (schema: JsonObject, value: Json | undefined): Kind => {
  if (isExpr(value)) return 'expression';
  const kind = kindOf(schema);
  if (kind === 'calendar' && typeof value === 'object') return 'json';
  return kind === 'expression' && value !== undefined ? 'json' : kind;
};

/** Fields by kind, as rjsf is told of them; groups are its own. */
const uiOf = Object.fromEntries(
  (
    [
      'text',
      'long',
      'number',
      'switch',
      'choice',
      'duration',
      'money',
      'calendar',
      'zone',
      'date',
      'datetime',
      'expression',
      'json',
      'asked',
      'pairs',
      'list',
      'rows',
      'variants',
      'flow',
      'table',
      'port',
    ] as const
  ).map((kind) => [kind, { 'ui:field': kind, 'ui:fieldReplacesAnyOrOneOf': true }]),
) as Partial<Record<Kind, UiSchema>>; // of the kinds above

/** Stands for rjsf's own choice of a field: ours by kind, an expression wherever the value is one. */
export function ValueField(props: FieldProps) {
  const schema = props.schema as JsonObject; // a JSON Schema is JSON
  const kind = shownKind(schema, props.formData as Json | undefined);
  return <SchemaField {...props} uiSchema={uiOf[kind] ?? plain} />;
}

const plain: UiSchema = {};

export const pathOf = (props: Pick<FieldProps, 'fieldPathId'>): Path => props.fieldPathId.path;
