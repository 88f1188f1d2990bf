/** Elements a syntax has and EN 16931 does not use: hundreds of rules, found in one walk over the document. */
import type { XmlElement } from '../../xml/element.ts';
import type { Finding } from './rule.ts';
import type { Tree } from './tree.ts';

export interface NotUsed {
  /** Path from the document → rules. */
  rules: ReadonlyMap<string, readonly string[]>;
}

/** Reads a table `Parent/Path: 012 Name 013 Name`; a path may be listed again for a further rule. */
export function notUsed(prefix: string, table: string): NotUsed {
  const rules = new Map<string, string[]>();
  let parent = '';
  let number = '';
  for (const word of table.trim().split(/\s+/)) {
    if (word.endsWith(':')) parent = word === '.:' ? '' : `${word.slice(0, -1)}/`;
    else if (/^\d+$/.test(word)) number = word;
    else {
      const path = `${parent}${word}`;
      rules.set(path, [...(rules.get(path) ?? []), `${prefix}${number}`]);
    }
  }
  return { rules };
}

/** Each rule once, at its first element. */
export function findNotUsed(tree: Tree, { rules }: NotUsed, into: Finding[]): void {
  const seen = new Set<string>();
  const walk = (element: XmlElement, path: string): void => {
    for (const child of element.children) {
      const at = path === '' ? nameOf(child, path) : `${path}/${child.name}`;
      for (const rule of rules.get(at) ?? none) {
        if (seen.has(rule)) continue;
        seen.add(rule);
        into.push({
          rule,
          severity: 'warning',
          path: tree.pathOf(child),
          line: child.line,
          message: `${child.name} has no meaning here in EN 16931 and is not read.`,
          terms: [],
        });
      }
      walk(child, at);
    }
  };
  walk(tree.root, '');
}

const none: readonly string[] = [];

/** Lines of invoices and credit notes are one. */
const nameOf = ({ name }: XmlElement, path: string): string => (path === '' && (name === 'InvoiceLine' || name === 'CreditNoteLine') ? '*Line' : name);
