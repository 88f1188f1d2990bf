import { describe, expect, it } from 'vitest';
import { checkConfig } from '../flows/check-config.ts';
import { secretFields } from './connector.ts';
import { connectorNodes, connectors } from './index.ts';

describe.each(connectors)('$id', (connector) => {
  const nodes = [...connector.triggers, ...connector.actions];

  it('says what it is', () => {
    expect(connector.id).toMatch(/^[a-z][a-z0-9_]{0,47}$/);
    expect(connector.summary).toMatch(/^[A-Z].{10,}\.$/);
  });

  it('keeps a secret in the vault, and the one that signs its messages', () => {
    expect(secretFields(connector).length).toBeGreaterThan(0);
    if (connector.webhook) expect(secretFields(connector)).toContain(connector.webhook.secretField ?? 'webhookSecret');
  });

  it('brings node types under its own name, each with a card line and a checked config', () => {
    for (const node of nodes) {
      expect(node.type).toMatch(new RegExp(`^${connector.id}\\.[a-z][a-z0-9_]*@\\d+$`));
      expect(node.line?.({})).toBeTruthy();
      expect(checkConfig({ nonsense: 1 }, node.config, '')).not.toEqual([]);
    }
  });

  it('its actions say how they may be repeated; class B can look', () => {
    for (const action of connector.actions) {
      expect(action.effect?.class).toMatch(/^[ABC]$/);
      if (action.effect?.class === 'B') expect(action.effect).toMatchObject({ lookup: expect.any(Function), settle: expect.any(Number) });
    }
  });

  it('whoever honours a key names its header and how long it is remembered', () => {
    if (connector.actions.some((action) => action.effect?.class === 'A'))
      expect(connector).toMatchObject({ keyHeader: expect.any(String), keyLifetimeMs: expect.any(Number) });
  });

  it('its triggers are fed by its webhook', () => {
    for (const trigger of connector.triggers) expect(trigger.trigger).toEqual({ kind: 'webhook', connector: connector.id });
    if (connector.triggers.length > 0) expect(connector.webhook).toBeDefined();
  });
});

it('no node type is brought twice', () => {
  const types = connectorNodes().map(({ type }) => type);
  expect(new Set(types).size).toBe(types.length);
});
