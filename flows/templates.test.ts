import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectorNodes } from '../connectors/index.ts';
import { coreNodes } from '../nodes/index.ts';
import { checkGraph } from '../server/engine/check-graph.ts';
import { checkEnvelope, checkNodes } from './check.ts';
import { checkExpressions } from './check-expressions.ts';
import type { Flow } from './flow.ts';
import { freeId, idOfTitle } from './free-id.ts';
import { purposes } from './purposes.ts';
import { findSensitive } from './sensitive.ts';
import { madeOf, templates } from './templates.ts';

const types = new Map([...coreNodes, ...connectorNodes()].map((type) => [type.type, type]));
const find = (type: string) => types.get(type);
const drawn = (id: string) => JSON.parse(readFileSync(new URL(`${id}.flow.json`, import.meta.url), 'utf8')) as Flow; // shipped.test.ts checks it

test('every shipped flow is a template', () => {
  const files = globSync('*.flow.json', { cwd: import.meta.dirname }).map((file) => basename(file, '.flow.json'));
  expect(templates.map(({ id }) => id).sort()).toEqual(files.sort());
});

test('every purpose has a template', () => {
  expect(purposes.filter((purpose) => !templates.some((one) => one.for.includes(purpose)))).toEqual([]);
});

describe.each(templates)('the template $id', (template) => {
  const drawing = drawn(template.id);
  const made = madeOf(template, drawing, 'of_my_own', 'Of my own');

  test('says what it is in one sentence of a card, and how long it takes', () => {
    expect(template.text.length).toBeLessThanOrEqual(140);
    expect(template.text).toMatch(/^[A-Z].*\.$/);
    expect(template.minutes).toBeGreaterThan(0);
    expect(template.for.length).toBeGreaterThan(0);
  });

  test('becomes a sound drawing of its own, at the same places', () => {
    expect([...checkEnvelope(made), ...checkNodes(made, find, [...types.keys()]), ...checkExpressions(made), ...checkGraph(made, find)]).toEqual([]);
    expect(made).toMatchObject({ id: 'of_my_own', title: 'Of my own', layout: drawing.layout, slots: drawing.slots });
  });

  test('listens at no address of the flow it was made of', () => {
    const paths = (flow: Flow) => Object.values(flow.nodes).flatMap(({ type, config }) => (type.startsWith('webhook@') ? [config?.['path']] : []));
    expect(paths(made)).toEqual(paths(drawing).map(() => 'of_my_own'));
  });

  test('has a first message without secrets', () => {
    const sample = template.sample(Date.parse('2026-11-22T10:00:00Z'));
    expect(Object.keys(sample as object).length).toBeGreaterThan(1);
    expect(findSensitive(sample)).toEqual([]);
  });
});

test.each([
  ['Order to cash', 'order_to_cash'],
  ['Große Bestellung, Åre!', 'gro_e_bestellung_are'],
  ['3 days', 'days'],
  ['日本', 'flow'],
  ['x'.repeat(60), 'x'.repeat(48)],
])('"%s" becomes the id %s', (title, id) => {
  expect(idOfTitle(title)).toBe(id);
  expect(idOfTitle(title)).toMatch(/^[a-z][a-z0-9_]{0,47}$/);
});

test('an id that another flow or a page has gets the next number', () => {
  expect(freeId('Order', [])).toEqual({ id: 'order', number: 1 });
  expect(freeId('Order', ['order', 'order_2'])).toEqual({ id: 'order_3', number: 3 });
  expect(freeId('x'.repeat(48), ['x'.repeat(48)]).id).toBe(`${'x'.repeat(46)}_2`);
  expect(freeId('New', [])).toEqual({ id: 'new_2', number: 2 });
});
