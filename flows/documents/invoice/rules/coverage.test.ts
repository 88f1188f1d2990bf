/** Every rule of the published set has its place here; every rule of CII fires on a change of a clean invoice; twins get one verdict. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { XmlElement } from '../../xml/element.ts';
import { readXml } from '../../xml/read-xml.ts';
import { validateElement, validateInvoice } from '../validate.ts';
import { cii, ciiUnused } from './cii/index.ts';
import { en16931 } from './en16931/index.ts';
import { ubl, ublUnused } from './ubl/index.ts';

const room = '../shared/data/einvoice';
const isThere = existsSync(room);

/** Nothing in a document can tell whether two words mean the same, so the published tests of these are always true. */
const untestable = new Set(['BR-CO-05', 'BR-CO-06', 'BR-CO-07', 'BR-CO-08']);

const known = (rules: readonly { id: string; flag: string }[], unused: ReadonlyMap<string, readonly string[]>): Map<string, string> =>
  new Map([...rules.map(({ id, flag }): [string, string] => [id, flag]), ...[...unused.values()].flat().map((id): [string, string] => [id, 'warning'])]);

/** The element at a path, made where it is missing. */
function reach(root: XmlElement, path: string): XmlElement {
  let at = root;
  for (const name of path.split('/')) {
    let child = at.children.find((one) => one.name === name);
    if (child === undefined) {
      const namespace = at.children[0]?.namespace ?? 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100';
      child = { name, namespace, attributes: {}, children: [], text: '', line: 1 };
      at.children.push(child);
    }
    at = child;
  }
  return at;
}

describe.skipIf(!isThere)(isThere ? 'the published rules' : `the published rules (skipped: ${room} is absent)`, () => {
  it.each([
    ['UBL', known([...en16931.toReversed(), ...ubl], ublUnused.rules)],
    ['CII', known([...en16931, ...cii], ciiUnused.rules)],
  ] as const)('are all here for %s, with their flag', (syntax, here) => {
    const rows = readFileSync(`${room}/rules-en16931-1.3.16/rules.csv`, 'utf8')
      .split('\n')
      .map((line) => line.split(','))
      .filter(([of]) => of === syntax);
    expect(rows.filter(([, id]) => !here.has(id!) && !untestable.has(id!)).map(([, id]) => id)).toEqual([]);
    expect(rows.filter(([, id, flag]) => !untestable.has(id!) && here.get(id!) !== flag).map(([, id]) => id)).toEqual([]);
  });

  it('fires each rule of unused CII elements when its element is added to a clean invoice', () => {
    const source = readFileSync(`${room}/en16931-examples-cii/CII_example1.xml`);
    const silent: string[] = [];
    for (const [path, rules] of ciiUnused.rules) {
      const root = readXml(source);
      reach(root, path).text = '1';
      const found = new Set(validateElement(root).findings.map(({ rule }) => rule));
      silent.push(...rules.filter((rule) => !found.has(rule)));
    }
    expect(ciiUnused.rules.size).toBeGreaterThan(400);
    expect(silent).toEqual([]);
  });

  it('gives UBL and CII twins one verdict', () => {
    const files = readdirSync(`${room}/xrechnung`);
    const pairs = files
      .filter((file) => file.endsWith('_ubl.xml'))
      .flatMap((file) => {
        const twin = file.replace('_ubl.xml', '_uncefact.xml');
        return files.includes(twin) ? [[file, twin] as const] : [];
      });
    const verdict = (file: string): string[] =>
      [...new Set(validateInvoice(readFileSync(`${room}/xrechnung/${file}`)).findings.map(({ rule }) => rule))].filter((rule) => rule.startsWith('BR-')).sort();
    expect(pairs.length).toBeGreaterThan(5);
    for (const [file, twin] of pairs) expect([file, verdict(file)]).toEqual([file, verdict(twin)]);
  });
});
