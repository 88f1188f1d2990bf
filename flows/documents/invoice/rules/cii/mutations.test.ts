/** Each rule that can be asked of CII fires on a change of a clean invoice, and the change alone makes it fire. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readXml } from '../../../xml/read-xml.ts';
import { validateElement } from '../../validate.ts';
import { en16931 } from '../en16931/index.ts';
import { ubl } from '../ubl/index.ts';
import { cii, ciiUnused } from './index.ts';
import { changes, families, familyChanges } from './mutations/changes.ts';
import { cleanCii, type Kind } from './mutations/clean-cii.ts';
import { mutate } from './mutations/mutate.ts';

const standard: Kind = { category: 'S', rate: '25' };

const found = (kind: Kind, change = ''): string[] => {
  const root = readXml(cleanCii(kind));
  if (change !== '') mutate(root, change);
  return validateElement(root).findings.map(({ rule }) => rule);
};

const cases: [rule: string, kind: Kind, change: string][] = [
  ...Object.entries(changes).map(([rule, change]): [string, Kind, string] => [rule, standard, change]),
  ...families.flatMap((family) => Object.entries(familyChanges(family)).map(([rule, change]): [string, Kind, string] => [rule, family, change])),
  ...[...ciiUnused.rules].flatMap(([path, rules]) => rules.map((rule): [string, Kind, string] => [rule, standard, `add ${path}=1`])),
];

const ofUbl = new Set(ubl.map(({ id }) => id));
const asked = [...new Set([...en16931, ...cii].map(({ id }) => id).concat([...ciiUnused.rules.values()].flat()))].filter((id) => !ofUbl.has(id));
const changed = new Set(cases.map(([rule]) => rule));

describe('mutations of a clean CII invoice', () => {
  it.each(families)('category $category is clean to begin with', (family) => {
    expect(found(family)).toEqual([]);
  });

  it('there is one for every rule asked of CII', () => {
    expect(asked.filter((rule) => !changed.has(rule))).toEqual([]);
    if (process.env['RATES']) console.info(`${asked.filter((rule) => changed.has(rule)).length} of ${asked.length} rules have a change`);
  });

  it('each makes its rule fire', () => {
    const silent = cases.filter(([rule, kind, change]) => !found(kind, change).includes(rule));
    if (process.env['RATES']) console.info(`${cases.length - silent.length} of ${cases.length} changes make their rule fire`);
    expect(silent).toEqual([]);
  });
});

const published = '../shared/data/einvoice/rules-en16931-1.3.16/rules.csv';
const isThere = existsSync(published);

describe.skipIf(!isThere)(isThere ? 'the published words' : `the published words (skipped: ${published} is absent)`, () => {
  const rows = isThere
    ? readFileSync(published, 'utf8')
        .split('\n')
        .map((line) => line.split(','))
        .filter(([syntax]) => syntax === 'CII')
    : [];

  /** The published words name another element than the published test looks for, or are misspelt. */
  const otherwise = new Set(['CII-SR-043', 'CII-SR-044', 'CII-SR-177', 'CII-SR-226', 'CII-SR-464']);

  it('name what is added where they say something has no use', () => {
    const wrong = rows.flatMap(([, id = '', , , text = '']) => {
      const [, name] = /^\s*(\w+?)\s*(?:should not be present|shall not be used)/.exec(text) ?? [];
      const change = cases.find(([rule]) => rule === id)?.[2];
      return name === undefined || change === undefined || otherwise.has(id) || new RegExp(`[ /@]${name}\\b`).test(change) ? [] : [`${id} ${text}: ${change}`];
    });
    expect(wrong).toEqual([]);
  });

  it('have a change each, but for those whose published test is always true', () => {
    const untestable = new Set(['BR-CO-05', 'BR-CO-06', 'BR-CO-07', 'BR-CO-08']);
    const ids = new Set(rows.map(([, id = '']) => id));
    expect([...ids].filter((id) => !changed.has(id) && !untestable.has(id))).toEqual([]);
    if (process.env['RATES']) console.info(`${[...ids].filter((id) => changed.has(id)).length} of ${ids.size} published rules of CII`);
  });
});
