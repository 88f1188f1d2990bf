/** Who paid: a learned alias, a mandate or customer number, the name with its postcode, a group. */
import { compact } from './compact.ts';
import { add } from './item-index.ts';
import { fold, foldPostcode, likeness, type Name, readName } from './name.ts';
import type { Alias, Book, Customer, Payment } from './shapes.ts';

export interface Payer {
  customer: Customer;
  alias: number;
  likeness: number;
  samePostcode: boolean;
  /** Its own account, as master data has it. */
  ownAccount: boolean;
}

export interface PayerIndex {
  customers: Map<string, Customer>;
  find(payment: Payment, named: Iterable<Customer>): Payer[];
}

const mostByName = 60;
/** Words so common that they find nobody: they only count beside others. */
const common = 400;

export function indexPayers({ customers, aliases }: Pick<Book, 'customers' | 'aliases'>): PayerIndex {
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const byWord = new Map<string, Customer[]>();
  const byAccount = new Map<string, Customer[]>();
  const byPostcode = new Map<string, Customer[]>();
  const aliasByAccount = new Map<string, Alias[]>();
  const aliasByName = new Map<string, Alias[]>();
  const names = new Map<Customer, Name[]>();
  for (const customer of customers) {
    const read = [customer.name, ...customer.names].map(readName);
    names.set(customer, read);
    for (const { words } of read) {
      for (const word of words) for (const key of keysOf(word)) add(byWord, key, customer);
      if (words.length > 1) add(byWord, `=${words.join('')}`, customer);
    }
    for (const account of customer.accounts) add(byAccount, compact(account), customer);
    if (customer.postcode !== undefined) add(byPostcode, foldPostcode(customer.postcode), customer);
  }
  for (const alias of aliases) {
    if (alias.account !== undefined) add(aliasByAccount, compact(alias.account), alias);
    else if (alias.name !== undefined) add(aliasByName, fold(alias.name), alias);
  }

  /** An account that two firms share tells a payer only together with the name. */
  function aliasesFor({ payer }: Payment): Alias[] {
    const account = payer.account === undefined ? undefined : compact(payer.account);
    const name = payer.name === undefined ? undefined : fold(payer.name);
    const ofAccount = account === undefined ? [] : (aliasByAccount.get(account) ?? []);
    const isShared = new Set(ofAccount.map(({ customer }) => customer)).size > 1;
    const told = isShared ? ofAccount.filter((alias) => alias.name !== undefined && fold(alias.name) === name) : ofAccount;
    return told.length > 0 || name === undefined || isShared ? told : (aliasByName.get(name) ?? []);
  }

  return {
    customers: byId,
    find(payment, named) {
      const { payer } = payment;
      const found = new Map<Customer, Payer>();
      const meet = (customer: Customer): Payer => {
        const known = found.get(customer);
        if (known !== undefined) return known;
        const samePostcode =
          payer.postcode !== undefined && customer.postcode !== undefined && foldPostcode(payer.postcode) === foldPostcode(customer.postcode);
        const name = payer.name === undefined ? undefined : readName(payer.name);
        const alike = name === undefined ? 0 : Math.max(...names.get(customer)!.map((one) => likeness(name, one)));
        const made = { customer, alias: 0, likeness: alike, samePostcode, ownAccount: false };
        found.set(customer, made);
        return made;
      };
      for (const alias of aliasesFor(payment)) {
        const customer = byId.get(alias.customer);
        if (customer !== undefined) meet(customer).alias = Math.max(meet(customer).alias, alias.confirmed);
      }
      const owners = payer.account === undefined ? [] : (byAccount.get(compact(payer.account)) ?? []);
      for (const owner of owners) meet(owner).ownAccount = owners.length === 1;
      for (const customer of named) meet(customer);
      if (payer.name !== undefined) for (const customer of byName(readName(payer.name), payer.postcode)) meet(customer);
      return [...found.values()];
    },
  };

  function byName({ words }: Name, postcode: string | undefined): Customer[] {
    const votes = new Map<Customer, number>();
    for (const key of new Set([...words.flatMap(keysOf), `=${words.join('')}`, words.join('').slice(0, 4)])) {
      const met = byWord.get(key);
      if (met === undefined || met.length > common) continue;
      for (const customer of met) votes.set(customer, (votes.get(customer) ?? 0) + 1 / Math.sqrt(met.length));
    }
    const near = postcode === undefined ? undefined : byPostcode.get(foldPostcode(postcode));
    for (const customer of (near ?? []).slice(0, common)) votes.set(customer, (votes.get(customer) ?? 0) + 0.5);
    return [...votes.entries()]
      .sort((a, b) => b[1] - a[1])
      .slice(0, mostByName)
      .map(([customer]) => customer);
  }
}

/** A word, its beginning and its end: a slip of the pen leaves one of them. */
function keysOf(word: string): string[] {
  return word.length < 5 ? [word] : [word, word.slice(0, 4), `~${word.slice(-4)}`];
}
