/** A document with its elements by name, so rules ask for `InvoiceLine/Price` wherever it stands. */
import type { XmlElement } from '../../xml/element.ts';

export type RuleSyntax = 'UBL' | 'CII';

export interface Tree {
  syntax: RuleSyntax;
  root: XmlElement;
  /** Every element, in the order of the document. */
  elements: XmlElement[];
  parentOf(element: XmlElement): XmlElement | undefined;
  named(name: string): readonly XmlElement[];
  /** Elements whose path ends so: `Item/Name`, from the root when it begins with /, alternatives by |. */
  find(pattern: string): XmlElement[];
  pathOf(element: XmlElement): string;
}

export function treeOf(source: XmlElement, syntax: RuleSyntax): Tree {
  const root = inSyntax(source, syntax);
  const parents = new Map<XmlElement, XmlElement>();
  const names = new Map<string, XmlElement[]>();
  const elements: XmlElement[] = [];
  const found = new Map<string, XmlElement[]>();
  const walk = (element: XmlElement): void => {
    elements.push(element);
    const same = names.get(element.name);
    if (same === undefined) names.set(element.name, [element]);
    else same.push(element);
    for (const child of element.children) {
      parents.set(child, element);
      walk(child);
    }
  };
  walk(root);

  const none: readonly XmlElement[] = [];
  const named = (name: string): readonly XmlElement[] => names.get(name) ?? none;

  const places = new WeakMap<XmlElement, Map<XmlElement, string>>();
  /** `[2]` where several of a name stand in one parent; counted once per parent. */
  function placeOf(element: XmlElement, parent: XmlElement | undefined): string {
    if (parent === undefined) return '';
    const known = places.get(parent) ?? placesIn(parent);
    places.set(parent, known);
    return known.get(element) ?? '';
  }

  function findOne(pattern: string): XmlElement[] {
    const steps = pattern.split('/');
    const isRooted = steps[0] === '';
    if (isRooted) {
      let at = [root];
      for (const step of steps.slice(1)) at = at.flatMap(({ children }) => children.filter(({ name }) => name === step));
      return pattern === '/' ? [root] : at;
    }
    const last = steps.pop()!; // split gives at least one
    return named(last).filter((element) => {
      let at: XmlElement | undefined = element;
      for (let step = steps.length - 1; step >= 0; step--) {
        at = parents.get(at!);
        if (at?.name !== steps[step]) return false;
      }
      return true;
    });
  }

  return {
    syntax,
    root,
    elements,
    named,
    parentOf: (element) => parents.get(element),
    find(pattern) {
      const known = found.get(pattern);
      if (known !== undefined) return known;
      const all = pattern.split('|').flatMap(findOne);
      found.set(pattern, all);
      return all;
    },
    pathOf(element) {
      let path = '';
      for (let at: XmlElement | undefined = element; at !== undefined; at = parents.get(at)) path = `/${at.name}${placeOf(at, parents.get(at))}${path}`;
      return path;
    },
  };
}

function placesIn({ children }: XmlElement): Map<XmlElement, string> {
  const counts = new Map<string, number>();
  for (const { name } of children) counts.set(name, (counts.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  const found = new Map<XmlElement, string>();
  for (const child of children) {
    const at = (seen.get(child.name) ?? 0) + 1;
    seen.set(child.name, at);
    if (counts.get(child.name)! > 1) found.set(child, `[${at}]`); // counted above
  }
  return found;
}

const ublComponents = /^urn:oasis:names:specification:ubl:schema:xsd:Common(?:Aggregate|Basic|Extension)Components-2$/;
const ciiComponents = /^urn:un:unece:uncefact:(?:data:standard:|documentation:standard:)/;

/** An element of another namespace is not the one a rule means, whatever its name: its name then shows where it is from. */
function inSyntax(root: XmlElement, syntax: RuleSyntax): XmlElement {
  const known = syntax === 'UBL' ? ublComponents : ciiComponents;
  const keep = (element: XmlElement): XmlElement => {
    const children = element.children.map(keep);
    const isKnown = element === root || known.test(element.namespace);
    if (isKnown && children.every((child, at) => child === element.children[at])) return element;
    return { ...element, children, name: isKnown ? element.name : `{${element.namespace}}${element.name}` };
  };
  return keep(root);
}
