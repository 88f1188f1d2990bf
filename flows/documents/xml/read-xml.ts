import { ProblemError } from '../../flow.ts';
import type { XmlElement } from './element.ts';
import { type XmlLimits, xmlLimits, xmlReader } from './xml-reader.ts';
import { xmlText } from './xml-text.ts';

/** Reads a whole XML document into its root element; throws a ProblemError (400, 413) that says where. */
export function readXml(source: string | Uint8Array, limits: XmlLimits = {}): XmlElement {
  const { characters = xmlLimits.characters } = limits;
  if (source.length > characters) throw tooLarge(characters);
  const text = typeof source === 'string' ? source : xmlText(source);
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  const reader = xmlReader(
    {
      open(element) {
        open.at(-1)?.children.push(element);
        root ??= element;
        open.push(element);
      },
      text(characters) {
        const at = open.at(-1);
        if (at !== undefined) at.text += characters;
      },
      close() {
        dropBlanks(open.pop());
      },
    },
    limits,
  );
  reader.write(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  reader.end();
  if (root !== undefined) return root;
  throw new ProblemError(400, { code: 'xml.not_well_formed', path: '1:1', message: 'The document is empty — send one XML document.' });
}

export const tooLarge = (characters: number): ProblemError =>
  new ProblemError(413, { code: 'xml.too_large', path: '', message: `The document is larger than ${characters} bytes — split it.` });

/** Indentation between elements says nothing. */
export function dropBlanks(element: XmlElement | undefined): void {
  if (element !== undefined && element.children.length > 0 && element.text.trim() === '') element.text = '';
}
