/** What node types say their steps give is what steps give, in every flow case; `runNode` holds it in the tests beside the nodes. */
import { describe, expect, it } from 'vitest';
import { connectorNodes } from '../../connectors/index.ts';
import { newAjv } from '../../flows/ajv.ts';
import { writtenOut } from '../../flows/documents/written-out.ts';
import type { Json } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import { play } from '../support/play.ts';
import { flowCases } from '../support/stages/flow-cases.ts';
import { outputsOf, wrongOutput } from '../support/wrong-output.ts';

const types: NodeType[] = [...coreNodes, ...connectorNodes()];
const ajv = newAjv();
/** Every node has these; what leaves through them is the engine's. */
const implicit = ['error', 'timeout'];

describe('what a node type says it gives', () => {
  it.each(types)('$type says it, for ports it has', (type) => {
    expect(type.output).toBeDefined();
    const ports = typeof type.ports === 'function' ? undefined : type.ports;
    for (const [port, schema] of Object.entries(outputsOf(type.output!))) {
      if (port !== '*' && ports) expect(ports).toContain(port);
      expect(() => ajv.compile(writtenOut(schema))).not.toThrow();
    }
    if ('ports' in type.output! && ports) expect(Object.keys(outputsOf(type.output!)).sort()).toEqual([...ports].sort());
  });
});

it('every completed step of the flow cases gives what its type says', async () => {
  const checked = new Set<string>();
  const wrong: string[] = [];
  for (const given of flowCases) {
    const { run, log } = await play(given, 'once');
    const nodes = { ...given.flow.nodes, ...Object.assign({}, ...(given.others ?? []).map(({ nodes: inner }) => inner)) };
    for (const event of log) {
      if (event.type !== 'step.completed' || event.skipped || implicit.includes(event.port)) continue;
      const step = run.steps.get(event.step)!;
      const type = types.find((one) => one.type === nodes[step.node]?.type);
      const output = event.output;
      if (!type || typeof output !== 'object' || output === null || !('v' in output)) continue;
      checked.add(type.type);
      const found = wrongOutput(type, event.port, output.v as Json);
      if (found) wrong.push(`${given.name}: ${found}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(checked.size).toBeGreaterThan(10);
});
