import { CompletionContext } from '@codemirror/autocomplete';
import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { complete } from './code-setup.ts';
import type { Known } from './completions.ts';
import { jsonataLanguage } from './language.ts';

const text = { type: 'string' };
const known: Known = {
  schema: { properties: { order: { type: 'object', properties: { total: text, totals: text, number: text } } } },
  tables: [],
  env: {},
};
const labels = (source: string, explicit = false) => {
  const state = EditorState.create({ doc: source.replace('|', '') });
  return complete(new CompletionContext(state, source.indexOf('|'), explicit), known)?.options.map(({ label }) => label);
};

describe('the list', () => {
  it('opens behind a dot and while a name is typed, not between words', () => {
    expect(labels('order.|')).toEqual(['total', 'totals', 'number']);
    expect(labels('or|')).toContain('order');
    expect(labels('order.total & |')).toBeUndefined();
    expect(labels('order.total & |', true)).toContain('order');
    expect(labels('"or|', true)).toBeUndefined();
  });

  it('closes when the word is complete, unless it may go on', () => {
    expect(labels('order.number|')).toBeUndefined();
    expect(labels('order.number|', true)).toContain('number');
    expect(labels('order.total|')).toContain('totals');
  });
});

it('words are told apart for their colours', () => {
  const source = 'order.total & "a" /* b\nc */ + $sum(steps.order.`x y`, 1.5, true)';
  const state = EditorState.create({ doc: source, extensions: jsonataLanguage });
  const seen: string[] = [];
  ensureSyntaxTree(state, source.length, 5_000)!.iterate({
    enter: ({ name, from, to, node }) => {
      if (!node.firstChild) seen.push(`${source.slice(from, to)} ${name}`);
    },
  });
  expect(seen.filter((word) => !word.endsWith(' operator'))).toEqual([
    'order keyword',
    'total propertyName',
    '"a" string',
    '/* b comment',
    'c */ comment',
    '$sum variableName',
    'steps keyword',
    'order propertyName',
    '`x y` propertyName',
    '1.5 number',
    'true atom',
  ]);
});
