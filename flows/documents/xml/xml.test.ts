import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../flow.ts';
import { elementAt, elementsAt, textAt } from './element.ts';
import { readXml } from './read-xml.ts';
import { streamXml } from './stream-xml.ts';

const refusal = (read: () => unknown): { status: number; code: string; path: string } => {
  try {
    read();
  } catch (error) {
    if (error instanceof ProblemError) return { status: error.status, code: error.problems[0]!.code, path: error.problems[0]!.path };
    throw error;
  }
  throw new Error('nothing was refused');
};

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('readXml', () => {
  it('resolves namespaces, keeps text and lines', () => {
    const root = readXml('<?xml version="1.0"?>\n<a:Doc xmlns:a="urn:a" xmlns="urn:b">\n  <One Ccy="EUR">1 &amp; <![CDATA[<2>]]></One>\n  <a:One/>\n</a:Doc>');
    expect(root).toMatchObject({ name: 'Doc', namespace: 'urn:a', text: '', line: 2, attributes: {} });
    expect(root.children.map(({ name, namespace, line }) => [name, namespace, line])).toEqual([
      ['One', 'urn:b', 3],
      ['One', 'urn:a', 4],
    ]);
    expect(textAt(root, 'One')).toBe('1 & <2>');
    expect(elementAt(root, 'One')?.attributes).toEqual({ Ccy: 'EUR' });
    expect(elementsAt(root, 'One')).toHaveLength(2);
    expect(textAt(root, 'Two/Three')).toBeUndefined();
  });

  it('takes byte order marks and declared encodings', () => {
    expect(readXml(Buffer.from('\ufeff<a>ö</a>')).text).toBe('ö');
    expect(readXml(Buffer.from('\ufeff<a>ö</a>', 'utf16le')).text).toBe('ö');
    expect(readXml(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>ö</a>', 'latin1')).text).toBe('ö');
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'xml.doctype_forbidden', '1:'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'xml.doctype_forbidden', '1:'],
    ['an unknown entity', '<a>&nbsp;</a>', 'xml.not_well_formed', '1:'],
    ['an unclosed element', '<Invoice>\n<ID>1</Invoice>', 'xml.not_well_formed', '2:'],
    ['an end before the end', '<Invoice><ID>1</ID>', 'xml.not_well_formed', '1:'],
    ['two roots', '<a/>\n<b/>', 'xml.not_well_formed', '2:'],
    ['nothing', '', 'xml.not_well_formed', '1:'],
    ['words', 'hello', 'xml.not_well_formed', '1:'],
    ['an undeclared prefix', '<a:b/>', 'xml.not_well_formed', '1:'],
    ['20,000 nested elements', '<a>'.repeat(20_000), 'xml.too_deep', '1:'],
  ])('refuses %s with line and column', (_name, text, code, path) => {
    const found = refusal(() => readXml(text));
    expect(found).toMatchObject({ status: 400, code });
    expect(found.path).toMatch(new RegExp(`^${path}\\d+$`));
  });

  it('refuses bytes that are not what they say, and what is too large', () => {
    expect(refusal(() => readXml(Buffer.from([0x3c, 0x61, 0x3e, 0xc3, 0x28, 0x3c, 0x2f, 0x61, 0x3e]))).code).toBe('encoding.invalid_utf8');
    expect(refusal(() => readXml(Buffer.from('<?xml version="1.0" encoding="EBCDIC"?><a/>'))).code).toBe('encoding.unsupported');
    expect(refusal(() => readXml('<a>12345</a>', { characters: 10 }))).toMatchObject({ status: 413, code: 'xml.too_large' });
  });

  it('answers a billion laughs at once', () => {
    const lines = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`);
    const began = performance.now();
    expect(refusal(() => readXml(`<!DOCTYPE l [<!ENTITY l0 "lol">${lines.join('')}]><l>&l9;</l>`)).code).toBe('xml.doctype_forbidden');
    expect(performance.now() - began).toBeLessThan(50);
  });

  it('keeps an attribute named like a part of every object as what it is', () => {
    expect(Object.keys(readXml('<a __proto__="x"/>').attributes)).toEqual(['__proto__']);
  });
});

describe('streamXml', () => {
  it.each([1, 7, 4096])('gives chosen elements whole, in pieces of %i bytes', async (size) => {
    const found: string[] = [];
    for await (const event of streamXml(pieces('\n<?xml version="1.0"?><D><S><N i="1"><t>ä</t></N><N><t>b</t></N></S></D>', size), {
      isWhole: (path) => path.at(-1) === 'N',
    })) {
      found.push(event.kind === 'whole' ? `N ${textAt(event.element, 't')}` : `${event.kind} ${event.path.join('/')}`);
    }
    expect(found).toEqual(['open D', 'open D/S', 'N ä', 'N b', 'close D/S', 'close D']);
  });

  it('refuses an element that never ends', async () => {
    const read = async () => {
      for await (const _ of streamXml(pieces(`<D><N>${'x'.repeat(200)}`, 16), { isWhole: (path) => path.length === 2, characters: 100 }));
    };
    await expect(read()).rejects.toMatchObject({ status: 413 });
  });
});
