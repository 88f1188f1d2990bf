import customer from '../../flows/documents/customer.schema.json' with { type: 'json' };
import order from '../../flows/documents/order.schema.json' with { type: 'json' };
import parts from '../../flows/documents/parts.schema.json' with { type: 'json' };
import type { Json, JsonObject } from '../../flows/flow.ts';

const documents = Object.fromEntries([customer, order, parts].map((schema) => [schema.$id, schema as JsonObject]));

/** The canonical order, for a step whose value becomes the order. */
export const orderSchema = documents['order.schema.json']!;

/** A schema and the document its `#/…` references lead into. */
export interface InDocument {
  schema: JsonObject;
  root: JsonObject;
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Follows the references of a schema; what stands beside a reference is kept and wins. A reference that leads nowhere is left as it is. */
export function follow({ schema, root }: InDocument, steps = 0): InDocument {
  const reference = schema['$ref'];
  if (typeof reference !== 'string' || steps > 20) return { schema, root };
  const [file = '', pointer = ''] = reference.split('#');
  const document = file === '' ? root : documents[file];
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<Json | undefined>((at, key) => (isObject(at) ? at[key.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined), document);
  if (!document || !isObject(found)) return { schema, root };
  const target = follow({ schema: found, root: document }, steps + 1);
  const { $ref: _reference, ...beside } = schema;
  return { schema: { ...target.schema, ...beside }, root: target.root };
}

/** The schema of the items of a list; an empty one where it says nothing. */
export function itemsOf({ schema, root }: InDocument): InDocument {
  const items = schema['items'];
  return follow({ schema: isObject(items) ? items : {}, root });
}
