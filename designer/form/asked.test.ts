import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flow, JsonObject } from '../../flows/flow.ts';
import { formFields } from '../inbox/form-fields.ts';
import { type Asked, askedKinds, askedOf, nameFor, schemaOf } from './asked.ts';

const one: fc.Arbitrary<Asked> = fc.record({
  name: fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/),
  title: fc.string({ maxLength: 12 }),
  kind: fc.constantFrom(...askedKinds),
  choices: fc.array(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }),
  isNeeded: fc.boolean(),
});

describe('questions of a task and their schema', () => {
  it('the one gives the other, whatever is asked', () => {
    const list = fc.uniqueArray(one, { minLength: 1, maxLength: 6, selector: ({ name }) => name });
    fc.assert(
      fc.property(list, (asked) => {
        const plain = asked.map((each) => (each.kind === 'choice' ? each : { ...each, choices: [] }));
        expect(askedOf(schemaOf(plain))).toEqual(plain);
      }),
    );
  });

  it('every form of the shipped flows is shown as questions', () => {
    const root = join(import.meta.dirname, '../../flows');
    const flows = readdirSync(root)
      .filter((name) => name.endsWith('.flow.json'))
      .map((name) => JSON.parse(readFileSync(join(root, name), 'utf8')) as Flow);
    const forms = flows.flatMap(({ nodes }) => Object.values(nodes).flatMap(({ config }) => (config?.['form'] ? [config['form']] : [])));
    expect(forms.length).toBeGreaterThanOrEqual(3);
    for (const form of forms) expect(askedOf(form)?.length).toBe(Object.keys((form as JsonObject)['properties'] as JsonObject).length);
  });

  it.each<[string, JsonObject]>([
    ['a pattern', { type: 'object', properties: { a: { type: 'string', pattern: '^x$' } } }],
    ['an object inside', { type: 'object', properties: { a: { type: 'object', properties: {} } } }],
    ['a closed door', { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false }],
    ['a choice of numbers', { type: 'object', properties: { a: { type: 'string', enum: [1, 2] } } }],
  ])('a schema with %s says more than questions, and is left as it is', (_, schema) => expect(askedOf(schema)).toBeUndefined());

  it('people are asked what was drawn', () => {
    const schema = schemaOf([
      { name: 'serial', title: 'Serial number', kind: 'line', choices: [], isNeeded: true },
      { name: 'why', title: 'Why', kind: 'text', choices: [], isNeeded: false },
      { name: 'state', title: 'State', kind: 'choice', choices: ['new', 'used'], isNeeded: false },
    ]);
    expect(formFields(schema!).map(({ title, widget, required }) => `${title} ${widget} ${required}`)).toEqual([
      'Serial number text true',
      'Why long false',
      'State radios false',
    ]);
  });

  it('a question names its answer', () => {
    expect(nameFor('Serial number', [])).toBe('serialNumber');
    expect(nameFor('Größe', ['grosse', 'groe'])).toMatch(/^[a-z]/);
    expect(nameFor('Serial number', ['serialNumber'])).toBe('serialNumber2');
    expect(nameFor('', [])).toBe('answer');
  });
});
