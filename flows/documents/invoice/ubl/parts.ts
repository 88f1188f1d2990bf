/** Parts of a UBL invoice that occur in several places, each in the order of its schema. */
import { elementAt } from '../../xml/element.ts';
import { type Binding, constant, each, group, identifier, known, part, text } from '../binding.ts';
import { amount, decimal } from '../codecs.ts';

export const address = (at: string): Binding =>
  part(
    at,
    'address',
    text('cbc:StreetName', 'street'),
    text('cbc:AdditionalStreetName', 'street2'),
    text('cbc:CityName', 'city'),
    text('cbc:PostalZone', 'postcode'),
    text('cbc:CountrySubentity', 'region'),
    text('cac:AddressLine/cbc:Line', 'street3'),
    text('cac:Country/cbc:IdentificationCode', 'country'),
  );

const vat = known('cac:TaxScheme/cbc:ID', 'VAT');

/** The creditor of a direct debit is known by the scheme SEPA among the identifiers of who is paid. */
const creditor = (isPaid: (hasPayee: boolean) => boolean): Binding =>
  text('cac:PartyIdentification/cbc:ID', '/creditorId', { marks: { schemeID: 'SEPA' }, given: (_, { payee }) => isPaid(payee !== undefined) });

const party = (...ids: Binding[]): Binding[] => [
  identifier('cbc:EndpointID', 'endpoint'),
  ...ids,
  text('cac:PartyName/cbc:Name', 'tradingName'),
  address('cac:PostalAddress'),
  group('cac:PartyTaxScheme', text('cbc:CompanyID', 'vatId'), vat),
  group('cac:PartyTaxScheme', text('cbc:CompanyID', 'taxId'), constant('cac:TaxScheme/cbc:ID', 'TAX')),
  group('cac:PartyLegalEntity', text('cbc:RegistrationName', 'name'), identifier('cbc:CompanyID', 'legalId'), text('cbc:CompanyLegalForm', 'legalInfo')),
  part('cac:Contact', 'contact', text('cbc:Name', 'name'), text('cbc:Telephone', 'phone'), text('cbc:ElectronicMail', 'email')),
];

const ids = text('cac:PartyIdentification/cbc:ID', 'value', {
  to: 'ids',
  many: true,
  late: (element) => elementAt(element, 'ID')?.attributes.schemeID !== undefined,
  attributes: { schemeID: 'scheme' },
});

export const parties: Binding[] = [
  part(
    'cac:AccountingSupplierParty',
    'seller',
    group(
      'cac:Party',
      ...party(
        creditor((hasPayee) => !hasPayee),
        ids,
      ),
    ),
  ),
  part('cac:AccountingCustomerParty', 'buyer', group('cac:Party', ...party(ids))),
  part(
    'cac:PayeeParty',
    'payee',
    creditor((hasPayee) => hasPayee),
    ids,
    text('cac:PartyName/cbc:Name', 'name'),
    identifier('cac:PartyLegalEntity/cbc:CompanyID', 'legalId'),
  ),
  part(
    'cac:TaxRepresentativeParty',
    'taxRepresentative',
    text('cac:PartyName/cbc:Name', 'name'),
    address('cac:PostalAddress'),
    group('cac:PartyTaxScheme', text('cbc:CompanyID', 'vatId'), vat),
  ),
];

export const taxed: Binding[] = [text('cbc:ID', 'category'), text('cbc:Percent', 'rate', { codec: decimal })];
export const scheme = constant('cac:TaxScheme/cbc:ID', 'VAT');

/** Allowances, then charges. */
export function allowanceCharges(...more: Binding[]): Binding[] {
  return [
    ['allowances', 'false'],
    ['charges', 'true'],
  ].map(([to, indicator]) =>
    each(
      'cac:AllowanceCharge',
      to!, // the rows above
      known('cbc:ChargeIndicator', indicator!), // the rows above
      text('cbc:AllowanceChargeReasonCode', 'reasonCode'),
      text('cbc:AllowanceChargeReason', 'reason'),
      text('cbc:MultiplierFactorNumeric', 'percent', { codec: decimal }),
      text('cbc:Amount', 'amount', { codec: amount }),
      text('cbc:BaseAmount', 'base', { codec: amount }),
      ...more,
    ),
  );
}

export const period = part('cac:InvoicePeriod', 'period', text('cbc:StartDate', 'start'), text('cbc:EndDate', 'end'));
