/** How near two names are: the same, another word for the same thing, or the same words in part. */

/** Words for one thing, as shops, ERPs and warehouses write them; the first is how people say it. */
const synonyms: readonly (readonly string[])[] = [
  [
    'order number',
    'number',
    'order',
    'name',
    'order name',
    'order no',
    'order reference',
    'reference',
    'order number internal',
    'purchase order number',
    'po number',
    'sales order number',
  ],
  [
    'article number',
    'sku',
    'article',
    'article no',
    'item number',
    'item no',
    'product number',
    'product code',
    'item code',
    'part number',
    'seller sku',
    'material',
  ],
  ['quantity', 'qty', 'amount', 'pieces', 'count', 'number of items', 'quantity ordered', 'ordered quantity', 'units'],
  ['placed at', 'created at', 'order date', 'ordered at', 'date created', 'date created gmt', 'processed at', 'purchase date', 'placed', 'order time'],
  ['postcode', 'zip', 'zip code', 'postal code', 'post code', 'plz'],
  ['street', 'address', 'address 1', 'address1', 'street 1', 'address line 1', 'line 1', 'street address', 'line1'],
  ['street, second line', 'street2', 'street 2', 'address 2', 'address2', 'address line 2', 'line 2', 'line2'],
  ['city', 'town', 'locality', 'place'],
  ['region', 'state', 'province', 'province code', 'state or region', 'county'],
  ['country', 'country code', 'country iso', 'iso country', 'country id'],
  ['lines', 'line items', 'items', 'order lines', 'rows', 'order rows', 'positions', 'order items', 'order items list'],
  ['unit price', 'price', 'item price', 'price per unit', 'net price', 'unit cost', 'price each'],
  ['total', 'total price', 'total amount', 'grand total', 'order total', 'amount due', 'line total', 'sum'],
  ['subtotal', 'subtotal price', 'sub total', 'items total', 'goods total'],
  ['tax', 'total tax', 'vat', 'tax amount', 'vat amount', 'moms', 'mwst'],
  ['discount', 'total discount', 'total discounts', 'discount total', 'discount amount', 'rebate'],
  ['title', 'name', 'description', 'product name', 'item name', 'article name', 'label'],
  ['phone', 'telephone', 'phone number', 'mobile', 'tel', 'cell'],
  ['email', 'e mail', 'email address', 'mail', 'contact email'],
  ['company', 'company name', 'organisation', 'organization', 'firm', 'business name'],
  ['note', 'notes', 'comment', 'comments', 'customer note', 'remark', 'message', 'free text', 'instructions'],
  ['currency', 'currency code', 'order currency', 'curr'],
  ['weight', 'grams', 'kg', 'weight kg', 'gross weight', 'total weight', 'mass'],
  ['channel', 'source name', 'sales channel', 'source', 'created via'],
  ['status', 'state', 'order status'],
  ['method', 'payment method', 'gateway', 'payment gateway', 'processing method'],
  ['VAT number', 'vat no', 'vat id', 'tax id', 'vat registration'],
  ['taxes included', 'prices include tax', 'tax included', 'includes tax'],
  ['tags', 'labels', 'keywords'],
  ['code', 'discount code', 'coupon', 'coupon code', 'voucher'],
  ['delivery date', 'ship by', 'ship date', 'requested delivery', 'ship not before', 'deliver on'],
  ['tracking number', 'tracking', 'tracking no', 'parcel number', 'consignment number'],
];

/** Parts of a document that hold the same thing: as a target calls them, and further words of sources. */
const places: readonly { target: readonly string[]; source: readonly string[] }[] = [
  {
    target: ['ship to', 'shipping address', 'delivery address', 'delivery', 'consignee', 'recipient', 'ship to address', 'goods receiver'],
    source: ['shipping'],
  },
  { target: ['bill to', 'billing address', 'billing', 'invoice address', 'invoice to', 'bill to address', 'payer'], source: [] },
  { target: ['customer', 'buyer', 'client', 'contact', 'account', 'buyer info'], source: [] },
  { target: ['lines', 'line items', 'items', 'order lines', 'rows', 'positions', 'order items'], source: [] },
  { target: ['payment', 'payments', 'transaction'], source: [] },
  { target: ['discounts', 'discount codes', 'coupon lines', 'discount applications'], source: [] },
  { target: ['taxes', 'tax lines', 'vat lines'], source: [] },
  { target: ['shipping', 'shipping cost', 'freight'], source: ['shipping lines', 'shipping line'] },
];

const remembered = new Map<string, string>();

/** Words of a name: shipping_address, shippingAddress and Shipping-Address are the same three times. */
export function wordsOf(name: string): string {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .toLowerCase();
  if (remembered.size > 20_000) remembered.clear();
  remembered.set(name, words);
  return words;
}

const groupsOf = (lists: typeof synonyms): Map<string, Set<number>> => {
  const groups = new Map<string, Set<number>>();
  lists.forEach((list, group) => {
    for (const word of list) groups.set(wordsOf(word), (groups.get(wordsOf(word)) ?? new Set()).add(group));
  });
  return groups;
};
const nameGroups = groupsOf(synonyms);
const placesWanted = groupsOf(places.map(({ target }) => target));
const placesGiven = groupsOf(places.map(({ target, source }) => [...target.filter((word) => word !== 'shipping'), ...source]));

export type Likeness = { score: number; why: 'same' | 'word' | 'part' };

/** 1 for the same name, less for another word or a part of it; undefined for strangers. */
export function likeness(target: string, source: string): Likeness | undefined {
  const [one, other] = [wordsOf(target), wordsOf(source)];
  if (one === other || one.replaceAll(' ', '') === other.replaceAll(' ', '')) return { score: 1, why: 'same' };
  if (shared(nameGroups, one, other)) return { score: 0.85, why: 'word' };
  if (nameGroups.has(one) && nameGroups.has(other)) return undefined; // two things that have names of their own
  const [a, b] = [new Set(one.split(' ')), new Set(other.split(' '))];
  const both = [...a].filter((word) => b.has(word) && word.length > 2).length;
  return both > 0 && (both === a.size || both === b.size) ? { score: 0.4 + 0.3 * (both / Math.max(a.size, b.size)), why: 'part' } : undefined;
}

const shared = (groups: Map<string, Set<number>>, one: string, other: string, others = groups): boolean => {
  const theirs = others.get(other);
  return theirs !== undefined && [...(groups.get(one) ?? [])].some((group) => theirs.has(group));
};

/** From -1 (a billing address for a delivery) over 0 to 1 (the same part of the document). */
export function placeLikeness(target: readonly string[], source: readonly string[]): number {
  const [wanted, given] = [target.map(wordsOf), source.map(wordsOf)];
  const last = wanted.at(-1);
  if (last === undefined) return given.length === 0 ? 1 : -0.2 * given.length;
  if (given.some((word) => shared(placesWanted, last, word, placesGiven) || (word === last && !placesGiven.has(word)))) return 1;
  if (given.some((word) => placesGiven.has(word))) return -1;
  return given.length === 0 ? -0.3 : -0.5;
}

/** Names that say nothing without the part of the document they stand in. */
export const isVague = (name: string): boolean => /^(id|name|title|code|amount|status|state|type|number|value|key)$/.test(wordsOf(name));
