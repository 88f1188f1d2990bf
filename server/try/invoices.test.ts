import { afterAll, describe, expect, it } from 'vitest';
import { connectorNodes } from '../../connectors/index.ts';
import type { Flow, Json, JsonObject } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { samplePlan } from '../../test/support/sample-invoice.ts';
import type { Viewer } from '../access/viewer.ts';
import { expressionPool } from '../adapters/system/expressions/expression-pool.ts';
import { playTry } from './play-try.ts';

const at = Date.UTC(2026, 10, 26, 9);
const by: Viewer = { tenant: 'main', id: 'ada', name: 'Ada', email: 'ada@example.com', role: 'admin' };
const nodeTypes = new Map([...coreNodes, ...connectorNodes()].map((type) => [type.type, type]));
const expressions = expressionPool();
afterAll(() => expressions.close());

const seller = JSON.parse(JSON.stringify(samplePlan.seller)) as JsonObject;
const flow: Flow = {
  format: 1,
  id: 'invoice_out',
  title: 'Invoice out',
  key: { $expr: 'trigger.number' },
  slots: { peppol: 'sandbox_access_point' },
  nodes: {
    order: { type: 'manual@1' },
    build: { type: 'build_invoice@1', config: { seller, tax: { category: 'S', rate: '25' } } },
    issue: { type: 'issue_invoice@1', config: { invoice: { $expr: 'steps.build.invoice' }, series: 'INV-' } },
    send: { type: 'send_invoice@1', config: { number: { $expr: 'steps.issue.number' }, network: 'peppol', customer: { peppolId: '0192:987654325' } } },
  },
  edges: [
    { from: 'order', to: 'build' },
    { from: 'build.built', to: 'issue' },
    { from: 'issue', to: 'send' },
  ],
};

describe('a try of an invoice', () => {
  it('writes into books of its own and goes by the simulated network', async () => {
    const deps = { nodeTypes, expressions, flowOf: () => Promise.reject(new Error('no other flows here')), subflow: () => undefined };
    const document = JSON.parse(JSON.stringify(samplePlan.order)) as Json;
    const answered = { answeredBy: 'sandbox' as const, answers: {}, recorded: new Map(), follow: [] };
    const play = () => playTry(deps, { by, flow, version: 'draft', document, at, ...answered, moves: [] });
    for (const answer of [await play(), await play()]) {
      expect(answer.status).toBe('completed');
      expect(answer.steps.map(({ node, port }) => `${node} ${port}`)).toEqual(['order started', 'build built', 'issue issued', 'send sent']);
      expect(answer.steps.at(-1)).toMatchObject({ source: 'sandbox', output: { number: 'INV-00001', channel: 'network', id: 'AP-1' } });
    }
  });
});
