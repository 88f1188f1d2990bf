/** What the shipped flows look at is what completion offers: types say what they give, drawings say how it gets there. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectorNodes } from '../../connectors/index.ts';
import { writtenOut } from '../../flows/documents/written-out.ts';
import { compileExpression } from '../../flows/expression.ts';
import { expressionsOf } from '../../flows/flow-expressions.ts';
import { coreNodes } from '../../nodes/index.ts';
import type { Flow, Json, JsonObject, NodeTypeInfo } from '../../server/http/api.ts';
import { offersAt } from './completions.ts';
import { placeIn } from './place-in.ts';
import { shippedSamples } from './shipped-samples.ts';
import { visibleTo } from './upstream.ts';

const nodeTypes: NodeTypeInfo[] = [...coreNodes, ...connectorNodes()].map(({ type, title, summary, group, icon, ports, config, output, trigger }) => ({
  type,
  title,
  summary,
  group,
  icon,
  ports: typeof ports === 'function' ? ports({}) : ports,
  config,
  ...(output ? { output: writtenOut(output) } : {}),
  ...(trigger ? { trigger: trigger.kind } : {}),
}));
const root = join(import.meta.dirname, '../../flows');
const flows = globSync('*.flow.json', { cwd: root }).map((file) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Flow);

/** Tables their look-ups name, and the column each of them reads. */
const tables = [{ id: 'open_items', title: '', key: 'number', columns: [{ name: 'number' }] }];

/** Messages that come in by hand or by a webhook have any shape. */
const isOpen = (path: (string | number)[]): boolean => path[0] === 'trigger' || path[0] === 'env';

describe.each(flows)('$id', (flow) => {
  const seen = expressionsOf(flow).flatMap(({ source, node }) => {
    const { path } = compileExpression(source);
    return node === undefined || path === undefined || isOpen(path) ? [] : [{ source, node, path }];
  });

  it.each(seen)('$node: $source is offered', ({ node, path }) => {
    const { schema, hasItem } = visibleTo(flow, nodeTypes, node);
    // A message by hand has any shape: its sample shows it.
    const order = shippedSamples(flow)[0]!.body as JsonObject;
    const data = { trigger: order, order, steps: {}, ...(hasItem ? { item: (order['entries'] as Json[])[0]! } : {}) };
    const names = path.filter((step) => typeof step === 'string');
    for (const [at, name] of names.entries()) {
      const text =
        at === 0
          ? ''
          : `${names
              .slice(0, at)
              .map((one) => (/^\w+$/.test(one) ? one : `\`${one}\``))
              .join('.')}.`;
      const offered = offersAt(placeIn(text, text.length), { schema, tables, env: {}, data }).map(({ label }) => label);
      expect(offered, `after ${text}`).toContain(name);
    }
  });
});
