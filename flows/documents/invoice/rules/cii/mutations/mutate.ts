/** One change of an invoice, said in a line: `drop P`, `set P=v`, `twice P`, `add P=v`, `attr P@name=v`, `attr P@name` takes it off; several with `;`, the invoice itself is `.`. */
import { elementAt, type XmlElement } from '../../../../xml/element.ts';

const trade = 'SupplyChainTradeTransaction';
const rooms: Record<string, string> = {
  X: 'ExchangedDocument',
  C: 'ExchangedDocumentContext',
  L: `${trade}/IncludedSupplyChainTradeLineItem`,
  LA: `${trade}/IncludedSupplyChainTradeLineItem/SpecifiedLineTradeAgreement`,
  LS: `${trade}/IncludedSupplyChainTradeLineItem/SpecifiedLineTradeSettlement`,
  P: `${trade}/IncludedSupplyChainTradeLineItem/SpecifiedTradeProduct`,
  A: `${trade}/ApplicableHeaderTradeAgreement`,
  D: `${trade}/ApplicableHeaderTradeDelivery`,
  S: `${trade}/ApplicableHeaderTradeSettlement`,
  M: `${trade}/ApplicableHeaderTradeSettlement/SpecifiedTradeSettlementHeaderMonetarySummation`,
};

/** Steps of a path; `Name[2]` is the second of that name. */
const stepsOf = (path: string): string[] => {
  const [room = '', ...rest] = path.split('/');
  return [...(rooms[room] ?? room).split('/'), ...rest];
};

function step(from: XmlElement | undefined, name: string): XmlElement | undefined {
  const [, plain = name, at = '1'] = /^(\w+)\[(\d+)\]$/.exec(name) ?? [];
  return from?.children.filter((child) => child.name === plain)[Number(at) - 1];
}

function find(root: XmlElement, path: string): { parent: XmlElement; element: XmlElement } {
  if (path === '.') return { parent: root, element: root };
  const steps = stepsOf(path);
  const last = steps.pop()!; // a path has a step
  let parent: XmlElement | undefined = root;
  for (const name of steps) parent = step(parent, name);
  const element = step(parent, last);
  if (parent === undefined || element === undefined) throw new Error(`${path} is not in the invoice`);
  return { parent, element };
}

/** Makes what is missing on the way, and always a new last one. */
function add(root: XmlElement, path: string, text: string): void {
  const steps = stepsOf(path);
  const last = steps.pop()!; // a path has a step
  let at = root;
  for (const name of steps) at = step(at, name) ?? made(at, name, '');
  made(at, last, text);
}

function made(parent: XmlElement, name: string, text: string): XmlElement {
  const namespace = elementAt(parent, name)?.namespace ?? 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100';
  const element = { name, namespace, attributes: {}, children: [], text, line: parent.line };
  parent.children.push(element);
  return element;
}

export function mutate(root: XmlElement, changes: string): void {
  for (const change of changes.split(';')) {
    const [, act, path = '', value = ''] = /^\s*(\w+) ([^=]+)(?:=(.*))?$/.exec(change) ?? [];
    if (act === 'add') add(root, path, value);
    else if (act === 'attr') {
      const [place = '', name = ''] = path.split('@');
      const { element } = find(root, place);
      if (change.includes('=')) element.attributes = { ...element.attributes, [name]: value };
      else delete element.attributes[name];
    } else {
      const { parent, element } = find(root, path);
      const at = parent.children.indexOf(element);
      if (act === 'drop') parent.children.splice(at, 1);
      else if (act === 'twice') parent.children.splice(at, 0, structuredClone(element));
      else if (act === 'set') Object.assign(element, { text: value, children: [] });
      else throw new Error(`${change} is no change`);
    }
  }
}
