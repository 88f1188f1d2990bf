/** `hub test`: the tests of flows of a running hub, or of files without one. */
import { existsSync } from 'node:fs';
import { connectors } from '../../connectors/index.ts';
import type { Flow } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';
import { coreNodes } from '../../nodes/index.ts';
import { homeTenant } from '../access/viewer.ts';
import { expressionPool } from '../adapters/system/expressions/expression-pool.ts';
import { frozenCalendars, shippedOnly } from '../catalogue/calendars.ts';
import { checkDraft } from '../catalogue/checks.ts';
import { lockFlow } from '../catalogue/lock.ts';
import type { RunTestsAnswer, TestVerdict } from '../http/api.ts';
import { runTests } from '../try/flow-tests.ts';
import { playTry } from '../try/play-try.ts';
import type { HubClient } from './hub-client.ts';
import { read } from './validate.ts';

export interface TestedFlow {
  /** As it was named on the command line. */
  flow: string;
  tests: TestVerdict[];
}

/** Each name is a file, or else the id of a flow of the hub. */
export async function testFlows(names: string[], hub: () => HubClient): Promise<TestedFlow[]> {
  const tested: TestedFlow[] = [];
  for (const name of names) tested.push({ flow: name, tests: isFile(name) ? await testFile(name) : await testDraft(hub(), name) });
  return tested;
}

const isFile = (name: string): boolean => name.includes('/') || name.endsWith('.json') || existsSync(name);

async function testDraft(hub: HubClient, id: string): Promise<TestVerdict[]> {
  return (await hub.json<RunTestsAnswer>('POST', `/api/flows/${encodeURIComponent(id)}/tests/run`, {})).items;
}

/** Flows it starts and lookup tables are known to a hub only. */
async function testFile(file: string): Promise<TestVerdict[]> {
  const value = parseStrict(await read(file)) as { id?: string };
  const drawing: Flow = checkDraft(value, value.id ?? '');
  const nodeTypes = new Map([...coreNodes, ...connectors.flatMap(({ triggers, actions }) => [...triggers, ...actions])].map((type) => [type.type, type]));
  const expressions = expressionPool();
  const by = { tenant: homeTenant, id: 'cli', name: 'hub test', email: '', role: 'admin' as const };
  const { flow, version } = lockFlow(drawing, [], await frozenCalendars(shippedOnly, homeTenant, drawing));
  const flowOf = async (id: string): Promise<Flow> => {
    throw new Error(`flow ${id} is known to a hub only`);
  };
  try {
    return await runTests(
      (_, { trigger, document, at, answers = {}, moves = [] }) =>
        playTry(
          { nodeTypes, expressions, flowOf, subflow: () => undefined },
          { by, flow, version, trigger, document, at: Date.parse(at), answeredBy: 'sandbox', answers, recorded: new Map(), follow: [], moves },
        ),
      drawing,
    );
  } finally {
    await expressions.close();
  }
}

/** One line per test. */
export const linesOf = ({ flow, tests }: TestedFlow): string[] =>
  tests.length === 0
    ? [`none    ${flow} has no tests`]
    : tests.map(
        ({ title, passed, difference, ms }) =>
          `${passed ? 'passed ' : 'failed '} ${flow}: ${title}${passed ? ` (${ms} ms)` : ` — ${difference ?? 'another way'}`}`,
      );

export const hasFailed = (tested: TestedFlow[]): boolean => tested.some(({ tests }) => tests.some(({ passed }) => !passed));
