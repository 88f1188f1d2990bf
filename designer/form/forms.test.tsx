import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { connectorNodes } from '../../connectors/index.ts';
import type { Flow, JsonObject } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import ConfigForm from './ConfigForm.tsx';
import type { Place } from './place.ts';
import { propertiesOf } from './schema-kind.ts';

const root = join(import.meta.dirname, '../../flows');
const flows = readdirSync(root)
  .filter((name) => name.endsWith('.flow.json'))
  .map((name) => JSON.parse(readFileSync(join(root, name), 'utf8')) as Flow);
const types = [...coreNodes, ...connectorNodes()];

const drawn = (config: JsonObject, schema: JsonObject) => {
  const changes: unknown[] = [];
  const place: Place = { node: 'n', flow: flows[0]!, nodeTypes: [], problems: new Map(), before: new Map(), change: (...change) => changes.push(change) };
  const html = renderToString(
    <Around>
      <ConfigForm config={config} schema={schema} place={place} />
    </Around>,
  );
  return { html, changes };
};
const client = new QueryClient();
const Around = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={client}>
    <MantineProvider>{children}</MantineProvider>
  </QueryClientProvider>
);

describe('every node type has a form', () => {
  it.each(types.map((type) => [type.type, type] as const))('%s: no field is left out, none is drawn by chance', (_, type) => {
    const { html, changes } = drawn({}, type.config);
    expect(changes).toEqual([]);
    expect(html).not.toMatch(/unsupported|rjsf-config-error/i);
    const shown = Object.values(propertiesOf(type.config)).filter((rule) => rule['x-when'] === undefined);
    const choice = Array.isArray(type.config['oneOf']) ? type.config['oneOf'].length - 1 : 0;
    expect(html.match(/class="(form-field|form-group)"/g)?.length ?? 0).toBeGreaterThanOrEqual(shown.length - choice);
  });
});

describe('every node of the shipped flows', () => {
  const nodes = flows.flatMap((flow) => Object.entries(flow.nodes).map(([id, node]) => [`${flow.id}.${id}`, node] as const));
  it.each(nodes)('%s opens without a change and shows what it is set to', (_, node) => {
    const type = types.find((one) => one.type === node.type)!;
    const { html, changes } = drawn(node.config ?? {}, type.config);
    expect(changes).toEqual([]);
    for (const name of Object.keys(node.config ?? {})) expect(html, name).toContain(`form-n/${name}`);
  });
});
