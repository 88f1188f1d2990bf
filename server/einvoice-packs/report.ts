/** Findings out of the report a Schematron pack writes (SVRL). */
import type { XmlElement } from '../../flows/documents/xml/element.ts';
import { readXml } from '../../flows/documents/xml/read-xml.ts';

export interface PackFinding {
  rule: string;
  severity: 'fatal' | 'warning';
  /** XPath as the pack writes it. */
  path: string;
  message: string;
}

const told = new Set(['failed-assert', 'successful-report']);

export function findingsOf(report: string): PackFinding[] {
  const found: PackFinding[] = [];
  const walk = (element: XmlElement): void => {
    if (told.has(element.name)) found.push(findingOf(element));
    else element.children.forEach(walk);
  };
  walk(readXml(report));
  return found;
}

function findingOf({ attributes, children }: XmlElement): PackFinding {
  const words =
    children
      .find(({ name }) => name === 'text')
      ?.text.replace(/\s+/g, ' ')
      .trim() ?? '';
  const level = attributes['flag'] ?? attributes['role'] ?? 'fatal';
  return {
    rule: attributes['id'] ?? /^\[([\w-]+)\]/.exec(words)?.[1] ?? '',
    severity: /^(?:warn|info)/i.test(level) ? 'warning' : 'fatal',
    path: attributes['location'] ?? '',
    message: words,
  };
}
