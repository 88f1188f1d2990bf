import { describe, expect, it } from 'vitest';
import { connectorNodes } from '../../connectors/index.ts';
import type { JsonObject } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { formSchemaOf, isShown, kindOf, propertiesOf, titleOf } from './schema-kind.ts';

describe('the kind of a field', () => {
  it.each<[string, JsonObject]>([
    ['duration', { type: 'string', 'x-widget': 'duration' }],
    ['money', { type: 'object', 'x-widget': 'money', properties: { amount: {}, currency: {} } }],
    ['choice', { type: 'string', enum: ['a', 'b'] }],
    ['variants', { anyOf: [{ type: 'boolean' }, { type: 'string' }] }],
    ['rows', { type: 'array', items: { type: 'object', properties: { port: { type: 'string' } } } }],
    ['list', { type: 'array', items: { type: 'string' } }],
    ['group', { type: 'object', properties: { header: { type: 'string' } } }],
    ['pairs', { type: 'object' }],
    ['port', { type: 'string', 'x-widget': 'port' }],
    ['text', { type: ['string', 'number'] }],
    ['number', { type: 'integer' }],
    ['switch', { type: 'boolean' }],
    ['json', { title: 'Anything' }],
  ])('%s', (kind, schema) => expect(kindOf(schema)).toBe(kind));

  it('every hint of a shipped node type is known', () => {
    const known = new Set([
      'calendar',
      'date',
      'datetime',
      'duration',
      'expression',
      'flow',
      'json',
      'money',
      'pairs',
      'port',
      'schema',
      'table',
      'text',
      'zone',
    ]);
    const hints = [...coreNodes, ...connectorNodes()].flatMap(({ type, config }) =>
      [...JSON.stringify(config).matchAll(/"x-widget":"([^"]+)"/g)].map(([, hint]) => `${type} ${hint}`),
    );
    expect(hints.length).toBeGreaterThan(40);
    expect(hints.filter((hint) => !known.has(hint.split(' ')[1]!))).toEqual([]);
  });
});

describe('the schema a form is drawn from', () => {
  const made = formSchemaOf({
    type: 'object',
    properties: {
      for: { type: 'string' },
      until: { type: 'string' },
      names: { type: 'array', default: ['x'], 'x-expr': false, items: { type: 'object', properties: { port: { type: 'string', default: 'a' } } } },
    },
    oneOf: [{ required: ['for'] }, { required: ['until'] }],
  });

  it('fills nothing in by itself', () => expect(JSON.stringify(made)).not.toContain('"default"'));

  it('keeps a choice between fields as a choice', () => {
    expect(made['oneOf']).toBeUndefined();
    expect(made['x-one-of']).toEqual([['for'], ['until']]);
  });

  it('takes no expression inside a field that takes none', () => {
    expect(made).toMatchObject({ properties: { names: { items: { 'x-expr': false, properties: { port: { 'x-expr': false, 'x-default': 'a' } } } } } });
    expect(propertiesOf(made)['for']?.['x-expr']).toBeUndefined();
  });

  it('lets two fields stand side by side where both may', () => {
    const either = formSchemaOf({ type: 'object', properties: {}, anyOf: [{ required: ['for'] }, { required: ['rules'] }] });
    expect(either).toEqual({ type: 'object', properties: {} });
  });
});

describe('a field is shown when it matters', () => {
  const secret = { type: 'string', 'x-when': { signature: ['hmac', 'standard'] } };
  const beside = { signature: { type: 'string', 'x-default': 'none' } };
  it('not before what it depends on is set', () => {
    expect(isShown(secret, undefined, {}, beside)).toBe(false);
    expect(isShown(secret, undefined, { signature: 'none' }, beside)).toBe(false);
    expect(isShown(secret, undefined, { signature: 'hmac' }, beside)).toBe(true);
    expect(isShown({ 'x-when': { remind: true } }, undefined, { remind: 'P3D' }, {})).toBe(true);
    expect(isShown({ 'x-when': { remind: true } }, undefined, {}, {})).toBe(false);
  });
  it('always when it holds something', () => expect(isShown(secret, 'shop.secret', {}, beside)).toBe(true));
});

it('names without a title are said as words', () => {
  expect(titleOf(undefined, 'pickPack')).toBe('Pick pack');
  expect(titleOf({}, 'order_created')).toBe('Order created');
});
