/** One element of an XML document, read: names are local, prefixes are resolved away. */
export interface XmlElement {
  name: string;
  /** URI of its namespace; '' without one. */
  namespace: string;
  /** By local name; of two with one local name that without a prefix counts. Declarations of namespaces are left out. */
  attributes: Record<string, string>;
  children: XmlElement[];
  /** Its own characters in order; '' where it only holds elements and blanks. */
  text: string;
  /** Where its start tag ends, from 1. */
  line: number;
}

/** The elements a path of local names leads to, `RmtInf/Ustrd`: all of them, in the order of the document. */
export function elementsAt(from: XmlElement | undefined, path: string): XmlElement[] {
  let found = from === undefined ? [] : [from];
  for (const name of path.split('/')) found = found.flatMap(({ children }) => children.filter((child) => child.name === name));
  return found;
}

/** The first element a path of local names leads to. */
export function elementAt(from: XmlElement | undefined, path: string): XmlElement | undefined {
  let at = from;
  for (const name of path.split('/')) at = at?.children.find((child) => child.name === name);
  return at ?? (path.includes('/') ? elementsAt(from, path)[0] : undefined);
}

/** Text of the first element there, blanks around it taken off; undefined where there is none or nothing in it. */
export function textAt(from: XmlElement | undefined, path: string): string | undefined {
  return elementAt(from, path)?.text.trim() || undefined;
}
