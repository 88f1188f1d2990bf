/** Reads XML of any length: chosen elements come whole, one after the other, and everything around them as open and close. */
import type { XmlElement } from './element.ts';
import { dropBlanks, tooLarge } from './read-xml.ts';
import { type XmlLimits, xmlLimits, xmlReader } from './xml-reader.ts';
import { xmlDecoder } from './xml-text.ts';

export type XmlEvent =
  | { kind: 'open'; element: XmlElement; path: readonly string[] }
  | { kind: 'whole'; element: XmlElement; path: readonly string[] }
  | { kind: 'close'; path: readonly string[] };

export interface StreamXml extends XmlLimits {
  /** True when the element at this path (local names from the root) is wanted whole. */
  isWhole(path: readonly string[]): boolean;
}

/** Yields the events of a document; memory follows the largest whole element, never the document. */
export async function* streamXml(chunks: AsyncIterable<Uint8Array>, { isWhole, ...limits }: StreamXml): AsyncGenerator<XmlEvent> {
  const { characters = xmlLimits.characters } = limits;
  let events: XmlEvent[] = [];
  let path: string[] = [];
  const kept: XmlElement[] = [];
  /** Characters read since the last event: what is kept meanwhile is never more. */
  let size = 0;
  const reader = xmlReader(
    {
      open(element) {
        path = [...path, element.name];
        const around = kept.at(-1);
        if (around !== undefined) around.children.push(element);
        else if (!isWhole(path)) {
          events.push({ kind: 'open', element, path });
          return;
        }
        kept.push(element);
      },
      text(text) {
        const at = kept.at(-1);
        if (at !== undefined) at.text += text;
      },
      close() {
        const element = kept.pop();
        dropBlanks(element);
        if (element === undefined) events.push({ kind: 'close', path });
        else if (kept.length === 0) events.push({ kind: 'whole', element, path });
        path = path.slice(0, -1);
      },
    },
    limits,
  );

  let decoder: ReturnType<typeof xmlDecoder> | undefined;
  for await (const chunk of chunks) {
    const isFirst = decoder === undefined;
    decoder ??= xmlDecoder(chunk);
    const text = decoder.decode(chunk);
    reader.write(isFirst ? text.trimStart() : text); // banks put blank lines before the declaration
    size = events.length > 0 ? 0 : size + text.length;
    if (size > characters) throw tooLarge(characters);
    yield* events;
    events = [];
  }
  if (decoder !== undefined) reader.write(decoder.end());
  reader.end();
  yield* events;
}
