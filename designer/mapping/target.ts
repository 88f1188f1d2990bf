import type { Json, JsonObject, NodeTypeInfo } from '../../server/http/api.ts';
import { fieldsOf, kindOfSchema } from './kinds.ts';
import { follow, orderSchema } from './schema.ts';

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The schema that fields of a config are mapped onto: of the whole config of a connector's action for pointer "", of one field otherwise.
 * The value of a step
 * that becomes the order is an order; one of which nothing is known is any object. Undefined where there are no fields to map.
 */
export function targetOf({ config, group }: Pick<NodeTypeInfo, 'config' | 'group'>, drawn: JsonObject, path: string): JsonObject | undefined {
  if (path === '' && group !== 'connectors') return undefined;
  const root = config;
  const names = path.split('/').slice(1);
  const found = names.reduce<JsonObject | undefined>((schema, name) => {
    const at = schema && follow({ schema, root }).schema;
    return at && fieldsOf(at)?.[name];
  }, root);
  if (!found || found['x-expr'] === false) return undefined;
  const { schema } = follow({ schema: found, root });
  if (schema['x-widget'] === 'json' && schema['type'] === undefined) {
    const title = typeof schema['title'] === 'string' ? { title: schema['title'] } : {};
    return drawn['as'] === 'order' && path === '/output' ? { ...orderSchema, ...title } : { ...title, type: 'object', properties: {} };
  }
  const named = fieldsOf(schema);
  return isObject(schema) && named && kindOfSchema(schema) === 'object' && Object.keys(named).length > 0 ? schema : undefined;
}
