/** Tests of a flow: made from a try, and played again to see whether the drawing still does the same. */
import type { Flow, FlowTest, GivenAnswer, Json } from '../../flows/flow.ts';
import { findSensitive, hideSensitive } from '../../flows/sensitive.ts';
import type { TestVerdict, TryAnswer } from '../http/api.ts';
import { firstDifference, outputsOf, pathOf, placesThatDiffer } from './difference.ts';

/** Plays a test as it stands: nothing but the drawing and the test decides what happens. */
export type PlayTest = (flow: Flow, test: FlowTest) => Promise<TryAnswer>;

export async function runTests(play: PlayTest, flow: Flow, only?: string): Promise<TestVerdict[]> {
  const verdicts: TestVerdict[] = [];
  for (const [id, test] of Object.entries(flow.tests ?? {})) {
    if (only !== undefined && id !== only) continue;
    const began = performance.now();
    const found = await differenceIn(play, flow, test);
    verdicts.push({
      id,
      title: test.title,
      passed: found === undefined,
      ...(found ? { difference: found.words } : {}),
      ...(found?.node === undefined ? {} : { node: found.node }),
      ...(found?.gives ? { gives: found.gives } : {}),
      ms: Math.round(performance.now() - began),
    });
  }
  return verdicts;
}

async function differenceIn(play: PlayTest, flow: Flow, test: FlowTest): Promise<{ node?: string; words: string; gives?: FlowTest['expect'] } | undefined> {
  try {
    const tried = await play(flow, test);
    const difference = firstDifference(test, tried, (node) => flow.nodes[node]?.title ?? node);
    return difference && { ...difference, gives: expectedOf(tried) };
  } catch (error) {
    return { words: error instanceof Error ? error.message : String(error) };
  }
}

/** What a test keeps of a try: the answers that no sandbox would give again stand in it. */
export function testOf(title: string, tried: TryAnswer, document: Json, given: Record<string, GivenAnswer>): FlowTest {
  const answers: Record<string, GivenAnswer> = { ...given };
  for (const { node, source, output, port, status, error } of tried.steps) {
    if (source !== 'recorded' && source !== 'mine') continue;
    if (status === 'completed') answers[node] = { kind: source, ...(port === undefined ? {} : { port }), output: output ?? null };
    else if (error && given[node]?.error) answers[node] = { kind: source, error: given[node].error };
  }
  return {
    title,
    trigger: tried.trigger,
    document: safe(document),
    at: tried.at,
    ...(Object.keys(answers).length > 0 ? { answers: safe(JSON.parse(JSON.stringify(answers))) as unknown as Record<string, GivenAnswer> } : {}), // the same shape, texts hidden
    ...(tried.moves.length > 0 ? { moves: tried.moves } : {}),
    expect: expectedOf(tried),
  };
}

const expectedOf = (tried: TryAnswer): FlowTest['expect'] => ({ status: tried.status, path: pathOf(tried.steps), outputs: outputsOf(tried) });

/** Played once more as it will be: what it expects is what it gives, less the fields that are another each time. */
export async function settled(test: FlowTest, playAgain: (as: 'it is' | 'another order', test: FlowTest) => Promise<TryAnswer>): Promise<FlowTest> {
  const first = await playAgain('it is', test);
  const other = await playAgain('another order', test);
  const expect = expectedOf(first);
  const [expected, got] = [expect.outputs ?? {}, outputsOf(other)];
  const ignore = Object.keys(expected).flatMap((node) => (node in got ? placesThatDiffer(expected[node], got[node], `/${node}`).map(({ path }) => path) : []));
  return {
    ...test,
    expect,
    ...(ignore.length > 0 ? { ignore } : {}),
  };
}

/** Tests travel in files: no secret and no card number goes with them. */
const safe = (value: Json): Json => hideSensitive(value, findSensitive(value));

/** `Credit goes to review` → `credit_goes_to_review`, another one where that is taken. */
export function testId(title: string, taken: readonly string[]): string {
  const words = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);
  const base = words === '' ? 'test' : words;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}_${number}`;
    if (!taken.includes(id)) return id;
  }
}
