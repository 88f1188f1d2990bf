/** The one safe way into XML: no DOCTYPE, no entities beyond the five, depth and size capped. Every refusal is a ProblemError with line:column. */
import { SaxesParser } from 'saxes';
import { ProblemError } from '../../flow.ts';
import type { XmlElement } from './element.ts';

export interface XmlLimits {
  /** Elements within elements. */
  depth?: number;
  /** Characters, of the whole document or, when streaming, of one kept element. */
  characters?: number;
}

export interface XmlHandlers {
  open(element: XmlElement, depth: number): void;
  text(text: string): void;
  close(): void;
}

export const xmlLimits: Required<XmlLimits> = { depth: 100, characters: 25 * 1024 * 1024 };

/** A parser that reports elements as they open and close. Feed it text, then `end`. */
export function xmlReader(handlers: XmlHandlers, { depth = xmlLimits.depth }: XmlLimits = {}): { write(text: string): void; end(): void } {
  const parser = new SaxesParser({ xmlns: true, position: true });
  let open = 0;
  const refuse = (code: string, message: string): never => {
    throw new ProblemError(400, { code, path: `${parser.line}:${parser.column + 1}`, message });
  };
  parser.on('error', (error) => refuse('xml.not_well_formed', `This is not well-formed XML: ${error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')}.`));
  parser.on('doctype', () => refuse('xml.doctype_forbidden', 'The document has a DOCTYPE — send it without.'));
  parser.on('opentag', (tag) => {
    open++;
    if (open > depth) refuse('xml.too_deep', `Elements are nested more than ${depth} deep — send a flatter document.`);
    const attributes: Record<string, string> = {};
    for (const { local, prefix, value } of Object.values(tag.attributes)) {
      if (prefix === 'xmlns' || local === 'xmlns') continue;
      if (prefix === '' || !Object.hasOwn(attributes, local)) Object.defineProperty(attributes, local, { value, enumerable: true, configurable: true });
    }
    handlers.open({ name: tag.local, namespace: tag.uri, attributes, children: [], text: '', line: parser.line }, open);
  });
  parser.on('text', (text) => handlers.text(text));
  parser.on('cdata', (text) => handlers.text(text));
  parser.on('closetag', () => {
    open--;
    handlers.close();
  });
  return {
    write(text) {
      parser.write(text);
    },
    end() {
      parser.close();
    },
  };
}
