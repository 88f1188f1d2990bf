/** Buyer and place of delivery from customer and order. */
import type { Customer } from '../../customer.ts';
import type { Order, Address as OrderAddress } from '../../order.ts';
import type { Address, Delivery, Party } from '../invoice.ts';

/** The fields that say something. */
export function said<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as { [K in keyof T]?: Exclude<T[K], undefined> }; // only what says nothing is taken out
}

export function buildBuyer({ customer: from, billTo, shipTo }: Order, customer: Customer | undefined): Party {
  const at = billTo ?? customer?.billTo ?? shipTo ?? customer?.shipTo;
  const company = customer?.company ?? from?.company ?? at?.company;
  const person = customer?.name ?? from?.name ?? at?.name;
  const peppol = /^(\w+):(.+)$/.exec(customer?.peppolId ?? '');
  const email = customer?.email ?? from?.email ?? at?.email;
  const id = customer?.id ?? from?.id;
  const contact = said({ name: company === undefined ? undefined : person, phone: customer?.phone ?? from?.phone ?? at?.phone, email });
  return said({
    name: company ?? person,
    ids: id === undefined ? undefined : [{ value: id }],
    legalId: customer?.registrationNumber === undefined ? undefined : { value: customer.registrationNumber },
    vatId: customer?.vatNumber ?? from?.vatNumber,
    endpoint: peppol !== null ? { scheme: peppol[1]!, value: peppol[2]! } : email === undefined ? undefined : { scheme: 'EM', value: email },
    address: at === undefined ? undefined : buildAddress(at),
    contact: Object.keys(contact).length === 0 ? undefined : contact,
  });
}

export function buildDelivery({ shipTo }: Order, date: string | undefined): Delivery | undefined {
  const delivery = said({
    name: shipTo?.company ?? shipTo?.name,
    date,
    address: shipTo?.country === undefined ? undefined : buildAddress(shipTo),
  });
  return Object.keys(delivery).length === 0 ? undefined : delivery;
}

const buildAddress = ({ street, street2, city, postcode, region, country }: OrderAddress): Address =>
  said({ street, street2, city, postcode, region, country });
