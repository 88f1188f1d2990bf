/** Which field of a form a problem belongs to. Pure. */
import type { Flow, JsonObject, Problem } from '../../server/http/api.ts';
import { isObject, kindOf, propertiesOf } from './schema-kind.ts';

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');
/** Parts of a JSON pointer. */
export const partsOf = (pointer: string): string[] => pointer.split('/').slice(1).map(unescaped);

/** Problems of a node: those that name it, and those of the slot it asks for and of lines that leave it. */
export function problemsOf(id: string, flow: Flow, problems: readonly Problem[]): Problem[] {
  const slot = flow.nodes[id]?.slot;
  return problems.filter(({ node, path }) => {
    const [top, name] = partsOf(path);
    return node === id || (top === 'nodes' && name === id) || (top === 'slots' && slot !== undefined && name === slot);
  });
}

/** Where in the panel a node's problem is shown: `config` with the deepest field that is drawn, another part of the node, or `node` for the whole. */
export function homeOf({ path }: Problem, schema: JsonObject | undefined): string {
  const [top, , part, ...rest] = partsOf(path);
  if (top === 'slots') return 'slot';
  if (top === 'edges') return 'ports';
  if (top !== 'nodes' || part === undefined) return 'node';
  if (part !== 'config') return part;
  return ['config', ...drawn(rest, schema)].join('/');
}

/** Fields inside a group are drawn each by itself, also those of rows; what lies in any other field is shown at that field. */
function drawn([name, ...rest]: readonly string[], schema: JsonObject | undefined): string[] {
  if (name === undefined || schema === undefined) return [];
  const kind = kindOf(schema);
  const items = schema['items'];
  const inner = kind === 'group' ? propertiesOf(schema)[name] : kind === 'rows' && isObject(items) ? items : undefined;
  return inner === undefined ? [] : [name, ...drawn(rest, inner)];
}

/** A node's problems by the place that shows them. */
export function byHome(problems: readonly Problem[], schema: JsonObject | undefined): Map<string, Problem[]> {
  return Map.groupBy(problems, (problem) => homeOf(problem, schema));
}
