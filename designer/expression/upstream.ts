/** Which data the expressions of a node may look at, and what is known of its shape: from the drawing alone. */
import { outputSchema, schemaIn, shapeOfValue } from '../../flows/output-schema.ts';
import { upstreamIn } from '../../flows/upstream.ts';
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
const run: JsonObject = {
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
const trigger: JsonObject = { description: 'The message that started the run, as it came in' };
const env: JsonObject = { type: 'object', description: 'Values of the environment' };

/** Everything a node may look at. */
export function visibleTo(flow: Flow, nodeTypes: readonly NodeTypeInfo[], node: string): Visible {
  const types = new Map(nodeTypes.map((type) => [type.type, type]));
  const upstream = remembered(upstreamIn(flow));
  const typeOf = (id: string) => types.get(flow.nodes[id]?.type ?? '');
  /** What is being asked for: a drawing under way may go in circles, and is then not known. */
  const underWay = new Set<string>();

  const known = new Map<string, JsonObject>();
  const given = (id: string, ports: string[]): JsonObject => {
    const name = [id, ...ports].join();
    const found = known.get(name);
    if (found) return found;
    if (underWay.has(id)) return {};
    underWay.add(id);
    const type = typeOf(id);
    const named = ports.map((port) => (port === '' ? (type?.ports[0] ?? '') : port));
    const schema = outputSchema(type?.output, flow.nodes[id]!, { ports: named, at: at(id), inputs: () => inputsOf(id) }); // only drawn nodes are looked at
    underWay.delete(id);
    known.set(name, schema);
    return schema;
  };
  const inputsOf = (id: string): Record<string, JsonObject> => {
    const leadHere = flow.edges.filter(({ to }) => to === id).map(({ from }) => from.split('.')[0]!);
    return Object.fromEntries(leadHere.filter((from) => flow.nodes[from] !== undefined).map((from) => [from, given(from, [])]));
  };
  /** What a path leads to at a node: only what the path names is worked out. */
  const at =
    (id: string) =>
    (path: string): JsonObject => {
      const [root, step, ...rest] = path.split('.');
      const names = step === undefined ? [] : [step, ...rest];
      if (root === 'order') return names.reduce(schemaIn, orderAt(id));
      if (root === 'item') return names.reduce(schemaIn, itemAt(id) ?? {});
      if (root === 'run') return names.reduce(schemaIn, run);
      const found = root === 'steps' ? upstream(id).nodes.find((one) => one.id === step) : undefined;
      return found ? rest.reduce(schemaIn, given(found.id, found.ports)) : {};
    };
  const orderAt = (id: string): JsonObject => {
    const { nodes } = upstream(id);
    const isMaker = (one: string): boolean => flow.nodes[one]!.type.startsWith('transform@') && flow.nodes[one]!.config?.['as'] === 'order';
    const maker = nodes.find((one) => isMaker(one.id)) ?? nodes.find((one) => typeOf(one.id)?.trigger !== undefined);
    return { description: 'The order, in one form for all channels', ...(maker && given(maker.id, maker.ports)) };
  };
  /** The item of the innermost container; a repeat looks at its own rounds. */
  const itemAt = (id: string): JsonObject | undefined => {
    const isRepeat = (one: string): boolean => flow.nodes[one]?.type.startsWith('repeat@') ?? false;
    const inner = isRepeat(id) ? id : upstream(id).containers[0];
    if (inner === undefined) return undefined;
    if (isRepeat(inner)) {
      const properties = { round: { type: 'number' }, last: { description: 'What the round before came to' } };
      return { type: 'object', description: 'The round', properties };
    }
    const one = shapeOfValue(flow.nodes[inner]?.config?.['items'], at(inner))['items'];
    return { description: 'The item at hand', ...(typeof one === 'object' && one !== null && !Array.isArray(one) ? one : {}) };
  };

  const steps = upstream(node).nodes.map(({ id, ports }): SeenStep => {
    const { type, title } = flow.nodes[id]!;
    return { id, title: title ?? typeOf(id)?.title ?? id, type, schema: given(id, ports) };
  });
  const item = itemAt(node);
  const titled = Object.fromEntries(steps.map(({ id, title, schema }) => [id, { ...schema, title }]));
  return {
    steps,
    hasItem: item !== undefined,
    schema: {
      type: 'object',
      properties: {
        order: orderAt(node),
        trigger,
        steps: { type: 'object', description: 'What earlier steps gave', properties: titled },
        ...(item ? { item } : {}),
        run,
        env,
      },
    },
  };
}

/** The same answer for the same question, worked out once. */
function remembered<T>(answer: (question: string) => T): (question: string) => T {
  const known = new Map<string, T>();
  return (question) => {
    const found = known.get(question) ?? answer(question);
    known.set(question, found);
    return found;
  };
}
