/** Which data the expressions of a node may look at, and what is known of its shape: from the drawing alone. */
import { isExpr } from '../../flows/flow.ts';
import { outputSchema, schemaIn, shapeOfValue } from '../../flows/output-schema.ts';
import { upstreamOf } from '../../flows/upstream.ts';
import type { Flow, JsonObject, NodeTypeInfo } from '../../server/http/api.ts';

export interface SeenStep {
  id: string;
  title: string;
  type: string;
  /** JSON Schema of what it gives on the ways that lead here; {} where nothing is known. */
  schema: JsonObject;
}

export interface Visible {
  /** One schema of all data: trigger, order, steps, run, env, and item inside a container. */
  schema: JsonObject;
  /** Nearest first. */
  steps: SeenStep[];
  hasItem: boolean;
}

const text: JsonObject = { type: 'string' };
const runSchema: JsonObject = {
  type: 'object',
  description: 'The run itself',
  properties: {
    id: text,
    flow: text,
    version: text,
    keys: { type: 'array', items: text, description: 'Numbers it is found by' },
    startedAt: { type: 'string', format: 'date-time' },
    links: { type: 'object', description: 'By node, the address at which somebody outside answers its task' },
  },
};

/** Everything a node may look at. */
export function visibleTo(flow: Flow, nodeTypes: readonly NodeTypeInfo[], node: string): Visible {
  const types = new Map(nodeTypes.map((type) => [type.type, type]));
  const known = new Map<string, Visible>();
  const underWay = new Set<string>();

  const visible = (id: string): Visible => {
    const found = known.get(id);
    if (found) return found;
    // A drawing under way may go in circles: what is being asked for is then not known.
    if (underWay.has(id)) return { schema: {}, steps: [], hasItem: false };
    underWay.add(id);
    const made = look(id);
    underWay.delete(id);
    known.set(id, made);
    return made;
  };
  const at = (id: string) => (path: string) => path.split('.').reduce(schemaIn, visible(id).schema);
  const given = (id: string, ports: string[]): JsonObject => {
    const drawn = flow.nodes[id]!; // only drawn nodes are looked at
    const type = types.get(drawn.type);
    const named = ports.map((port) => (port === '' ? (type?.ports[0] ?? '') : port));
    const leadHere = () => flow.edges.filter(({ to }) => to === id).map(({ from }) => from.split('.')[0]!);
    return outputSchema(type?.output, drawn, {
      ports: named,
      at: at(id),
      inputs: () =>
        Object.fromEntries(
          leadHere()
            .filter((from) => flow.nodes[from] !== undefined)
            .map((from) => [from, given(from, [])]),
        ),
    });
  };
  const look = (id: string): Visible => {
    const { nodes, containers } = upstreamOf(flow, id);
    const steps = nodes.map(({ id: step, ports }): SeenStep => {
      const { type, title } = flow.nodes[step]!;
      return { id: step, title: title ?? types.get(type)?.title ?? step, type, schema: given(step, ports) };
    });
    const trigger = steps.find(({ type }) => types.get(type)?.trigger !== undefined);
    const maker = steps.find(({ type, id: step }) => type.startsWith('transform@') && flow.nodes[step]?.config?.['as'] === 'order');
    const item = itemFor(flow, id, containers, at);
    const titled = steps.map(({ id: step, title, schema }) => [step, { ...schema, title }] as const);
    return {
      steps,
      hasItem: item !== undefined,
      schema: {
        type: 'object',
        properties: {
          order: { description: 'The order, in one form for all channels', ...(maker ?? trigger)?.schema },
          trigger: { description: 'The message that started the run, as it came in' },
          steps: { type: 'object', description: 'What earlier steps gave', properties: Object.fromEntries(titled) },
          ...(item ? { item } : {}),
          run: runSchema,
          env: { type: 'object', description: 'Values of the environment' },
        },
      },
    };
  };
  return visible(node);
}

/** The item of the innermost container; a repeat looks at its own rounds. */
function itemFor(flow: Flow, id: string, containers: string[], at: (id: string) => (path: string) => JsonObject): JsonObject | undefined {
  const isRepeat = (one: string): boolean => flow.nodes[one]?.type.startsWith('repeat@') ?? false;
  const inner = isRepeat(id) ? id : containers[0];
  if (inner === undefined) return undefined;
  if (isRepeat(inner)) {
    const properties = { round: { type: 'number' }, last: { description: 'What the round before came to' } };
    return { type: 'object', description: 'The round', properties };
  }
  const items = flow.nodes[inner]?.config?.['items'];
  const list = isExpr(items) ? shapeOfValue(items as unknown as JsonObject, at(inner)) : shapeOfValue(items, at(inner));
  const one = list['items'];
  return { description: 'The item at hand', ...(typeof one === 'object' && one !== null && !Array.isArray(one) ? one : {}) };
}
