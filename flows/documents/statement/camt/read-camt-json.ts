/** Reads camt written as JSON, as some banks' interfaces give it: elements by name, `@_Ccy` an attribute, `#text` the text beside it. */
import type { Json } from '../../../flow.ts';
import { parseStrict } from '../../../json.ts';
import { elementsAt, type XmlElement } from '../../xml/element.ts';
import { refuse } from '../refuse.ts';
import type { StatementEvent } from '../statement.ts';
import { containers, openStatement } from './read-camt.ts';

/** Bytes of such a document; it is read whole. */
const most = 25 * 1024 * 1024;

export async function* readCamtJson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StatementEvent> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) refuse('json.too_large', 0, `The document is larger than ${most} bytes — send it as XML.`, 413);
    parts.push(chunk);
  }
  const root = elementOf('', parseStrict(Buffer.concat(parts), { nodes: 2_000_000 }));
  const message = [root, ...elementsAt(root, 'Document')].flatMap(({ children }) => children).find(({ name }) => name.startsWith('BkToCstmr'));
  const statements = message?.children.filter(({ name }) => containers[name] !== undefined) ?? [];
  if (statements.length === 0) refuse('bank.empty', 0, 'The document holds no statement, report or notification.');
  for (const statement of statements) {
    const open = openStatement(containers[statement.name]!, 0, undefined); // kept above
    // balances stand before the entries in XML, in JSON anywhere
    const entries = statement.children.filter(({ name }) => name === 'Ntry');
    for (const child of [...statement.children.filter(({ name }) => name !== 'Ntry'), ...entries]) yield* open.take(child);
    yield* open.end();
  }
}

function elementOf(name: string, value: Json): XmlElement {
  const element: XmlElement = { name, namespace: '', attributes: {}, children: [], text: '', line: 0 };
  if (typeof value !== 'object' || value === null) return { ...element, text: value === null ? '' : String(value) };
  for (const [key, inner] of Object.entries(value)) {
    if (key === '#text') element.text = String(inner);
    else if (key.startsWith('@_')) element.attributes[key.slice(2)] = String(inner);
    else for (const one of Array.isArray(inner) ? inner : [inner]) element.children.push(elementOf(key, one));
  }
  return element;
}
