/** Whatever is done to a well-formed invoice, the validator answers: findings, or the refusal of a number that cannot be read one way only. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../flow.ts';
import type { XmlElement } from '../xml/element.ts';
import { readXml } from '../xml/read-xml.ts';
import { cleanCii } from './rules/cii/mutations/clean-cii.ts';
import { validateElement } from './validate.ts';

const room = '../shared/data/einvoice';
const isThere = existsSync(room);
const own = [cleanCii({ category: 'S', rate: '25' }), cleanCii({ category: 'O', exemption: 'Outside' })].map((text) => readXml(text));
const samples = (): XmlElement[] =>
  ['bis3-examples', 'en16931-examples-ubl', 'en16931-examples-cii', 'xrechnung', 'facturx', 'mutated']
    .flatMap((folder) => readdirSync(join(room, folder)).map((file) => join(room, folder, file)))
    .filter((file) => /\.xml$/i.test(file))
    .map((file) => readXml(readFileSync(file)));

const texts = [
  '',
  ' ',
  '0',
  '-1',
  '1e5',
  '0x1F',
  '1,234.50',
  'NaN',
  '20261399',
  '2026-02-30',
  'true',
  'S',
  '9'.repeat(60),
  '\u202e',
  '😀',
  '#SKONTO#',
  '__proto__',
  '.',
  '-',
  '1.',
  '.5',
  '00000',
];
const names = ['ID', 'Amount', 'TaxTotal', 'Percent', 'constructor', '__proto__', 'hasOwnProperty', 'InvoiceLine', 'CategoryCode', 'DateTimeString'];
const attributes = ['schemeID', 'currencyID', 'unitCode', 'format', '__proto__', 'constructor', 'listID', 'mimeCode'];

interface Change {
  act: 'remove' | 'double' | 'move' | 'text' | 'rename' | 'attribute' | 'bare';
  at: number;
  to: number;
  word: number;
}
const change = fc.record<Change>({
  act: fc.constantFrom('remove', 'double', 'move', 'text', 'rename', 'attribute', 'bare'),
  at: fc.nat(),
  to: fc.nat(),
  word: fc.nat(),
});

const of = <Item>(list: readonly Item[], at: number): Item => list[at % list.length]!; // of a list that is not empty

/** Every element but the root, with its parent. */
function placesOf(root: XmlElement): { parent: XmlElement; element: XmlElement }[] {
  return root.children.flatMap((element) => [{ parent: root, element }, ...placesOf(element)]);
}

function apply(root: XmlElement, { act, at, to, word }: Change): void {
  const places = placesOf(root);
  if (places.length === 0) return;
  const { parent, element } = of(places, at);
  if (act === 'remove') parent.children.splice(parent.children.indexOf(element), 1);
  else if (act === 'double') parent.children.push(structuredClone(element));
  else if (act === 'move') of(places, to).parent.children.push(structuredClone(element));
  else if (act === 'text') element.text = of(texts, word);
  else if (act === 'rename') element.name = of(names, word);
  else if (act === 'bare') Object.assign(element, { children: [], text: of(texts, word) });
  else Object.defineProperty(element.attributes, of(attributes, to), { value: of(texts, word), enumerable: true, configurable: true, writable: true });
}

const count = 5_000;

describe(`mutations of whole invoices${isThere ? '' : ` (own documents only: ${room} is absent)`}`, () => {
  it(`never throws on ${count} of them, and takes 10 ms in the middle`, () => {
    const documents = isThere ? [...own, ...samples()] : own;
    const times: number[] = [];
    const refused = new Map<string, number>();
    fc.assert(
      fc.property(fc.nat(documents.length - 1), fc.array(change, { minLength: 1, maxLength: 6 }), (which, changes) => {
        const root = structuredClone(of(documents, which));
        for (const one of changes) apply(root, one);
        const began = performance.now();
        try {
          const { findings } = validateElement(root);
          for (const { rule, severity, path, line, message } of findings) {
            if (rule === '' || !path.startsWith('/') || !(line > 0) || message === '' || !['fatal', 'warning'].includes(severity)) return false;
          }
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
          const code = error.problems[0]!.code; // a refusal has a problem
          refused.set(code, (refused.get(code) ?? 0) + 1);
        }
        times.push(performance.now() - began);
        return true;
      }),
      { numRuns: count },
    );
    times.sort((a, b) => a - b);
    const median = times[Math.floor(times.length / 2)]!; // there were some
    if (process.env['RATES'])
      console.info(
        `${times.length} mutations of ${documents.length} documents: median ${median.toFixed(1)} ms, slowest ${times.at(-1)?.toFixed(0)} ms, refused ${JSON.stringify([...refused])}`,
      );
    expect([...refused.keys()].filter((code) => code !== 'einvoice.invalid_amount')).toEqual([]);
    expect(median).toBeLessThanOrEqual(10);
  }, 120_000);
});
