import type { Party } from '../../flows/documents/invoice/invoice.ts';
import { invoices as words } from '../text/en/invoices.ts';
import { Fact } from './Fact.tsx';
import { At } from './place.tsx';

/** Seller or buyer: who, where, and their numbers. */
export function DrawnParty({ name, at, party }: { name: string; at: string; party: Party }) {
  const { address = {}, contact = {}, legalId, endpoint, vatId, taxId } = party;
  const line = (...fields: ('street' | 'street2' | 'street3' | 'postcode' | 'city' | 'region' | 'country')[]) =>
    fields.some((field) => address[field]) ? (
      <p>
        {fields.map((field) => (
          <At key={field} to={`${at}/address/${field}`}>
            {address[field]}
          </At>
        ))}
      </p>
    ) : null;
  const scheme = (id: { scheme?: string; value?: string } | undefined) => id?.value && `${id.scheme === undefined ? '' : `${id.scheme}:`}${id.value}`;
  return (
    <section className="drawing-party" aria-label={name}>
      <h3>{name}</h3>
      <p className="drawing-name">
        <At to={`${at}/name`}>{party.name}</At>
        {party.name === undefined ? <At to={`${at}/tradingName`}>{party.tradingName}</At> : null}
      </p>
      {line('street', 'street2', 'street3')}
      {line('postcode', 'city')}
      {line('region', 'country')}
      <p>
        <At to={`${at}/contact/name`}>{contact.name}</At> <At to={`${at}/contact/phone`}>{contact.phone}</At>{' '}
        <At to={`${at}/contact/email`}>{contact.email}</At>
      </p>
      <dl className="drawing-ids">
        <Fact name={words.vat} at={`${at}/vatId`}>
          {vatId}
        </Fact>
        <Fact name={words.vat} at={`${at}/taxId`}>
          {taxId}
        </Fact>
        <Fact name={words.legal} at={`${at}/legalId/value`}>
          {scheme(legalId)}
        </Fact>
        <Fact name={words.endpoint} at={`${at}/endpoint/value`}>
          {scheme(endpoint)}
        </Fact>
      </dl>
    </section>
  );
}
