/** The first thing in which a try differs from what its test expects, in words. */
import type { FlowTest, Json } from '../../flows/flow.ts';
import { escapePointer } from '../../flows/pointer.ts';
import type { TryAnswer } from '../http/api.ts';

export interface Difference {
  node?: string;
  words: string;
}

type Steps = TryAnswer['steps'];

/** `node.port` of each step in its order; `node` alone while it is open. */
export const pathOf = (steps: Steps): string[] =>
  steps.map(({ node, port, status, error }) => (port !== undefined ? `${node}.${port}` : status === 'failed' && error ? `${node}.failed` : node));

/** What the last visit of each node came to; the trigger gives on what came in. */
export function outputsOf({ steps, trigger }: Pick<TryAnswer, 'steps' | 'trigger'>): Record<string, Json> {
  return Object.fromEntries(
    steps.flatMap(({ node, status, output }) => (node !== trigger && status === 'completed' && output !== undefined ? [[node, output] as const] : [])),
  );
}

export function firstDifference({ expect, ignore = [] }: FlowTest, tried: TryAnswer, titleOf: (node: string) => string): Difference | undefined {
  return (
    differentWay(expect.path, pathOf(tried.steps), tried, titleOf) ??
    differentOutput(expect.outputs ?? {}, outputsOf(tried), new Set(ignore), titleOf) ??
    (expect.status === tried.status ? undefined : { words: `The order is ${tried.status}${tried.reason ? ` (${tried.reason})` : ''}, not ${expect.status}` })
  );
}

function differentWay(expected: string[], taken: string[], { steps }: TryAnswer, titleOf: (node: string) => string): Difference | undefined {
  const at = expected.findIndex((place, index) => taken[index] !== place);
  if (at < 0) {
    const more = taken[expected.length];
    return more === undefined
      ? undefined
      : { node: nodeIn(more), words: `${titleOf(nodeIn(more))} came as one step more, after the expected ${expected.length}` };
  }
  const [wanted, got] = [expected[at]!, taken[at]];
  const node = nodeIn(wanted);
  if (got === undefined) return { node, words: `${titleOf(node)} was not reached; the order ended before it` };
  if (nodeIn(got) !== node) return { node, words: `${titleOf(node)} was not reached: ${titleOf(nodeIn(got))} came instead` };
  const error = steps[at]?.error;
  if (error) return { node, words: `${titleOf(node)} failed: ${error.message}` };
  return { node, words: `${titleOf(node)} ${leftBy(got)} instead of ${portIn(wanted) ?? 'going on waiting'}` };
}

const nodeIn = (place: string): string => place.split('.')[0]!;
const portIn = (place: string): string | undefined => place.split('.')[1];
const leftBy = (place: string): string => (portIn(place) === undefined ? 'goes on waiting' : `left through ${portIn(place)}`);

function differentOutput(
  expected: Record<string, Json>,
  got: Record<string, Json>,
  ignore: Set<string>,
  titleOf: (node: string) => string,
): Difference | undefined {
  for (const [node, output] of Object.entries(expected)) {
    const place = differentPlace(output, got[node], `/${escapePointer(node)}`, ignore);
    if (!place) continue;
    const field = place.path.slice(node.length + 2);
    const where = field === '' ? 'its output' : `field ${field.replaceAll('/', '.')}`;
    return { node, words: `${titleOf(node)}: ${where} is ${shown(place.got)}, not ${shown(place.expected)}` };
  }
  return undefined;
}

interface Place {
  path: string;
  expected: Json | undefined;
  got: Json | undefined;
}

/** The first place in which two values differ, as a JSON pointer. */
export function differentPlace(expected: Json | undefined, got: Json | undefined, path: string, ignore: ReadonlySet<string>): Place | undefined {
  return placesThatDiffer(expected, got, path, ignore)[0];
}

/** All of them; what is ignored hides everything below it. */
export function placesThatDiffer(expected: Json | undefined, got: Json | undefined, path: string, ignore: ReadonlySet<string> = new Set()): Place[] {
  if (ignore.has(path)) return [];
  if (isHolder(expected) && isHolder(got) && Array.isArray(expected) === Array.isArray(got)) {
    const [one, other] = [expected as { [key: string]: Json }, got as { [key: string]: Json }]; // a list is read by its positions
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap((key) => placesThatDiffer(one[key], other[key], `${path}/${escapePointer(key)}`, ignore));
  }
  return expected === got ? [] : [{ path, expected, got }];
}

const isHolder = (value: Json | undefined): value is object & Json => typeof value === 'object' && value !== null;

const shown = (value: Json | undefined): string => {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};
