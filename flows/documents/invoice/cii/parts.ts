/** Parts of a CII invoice that occur in several places, each in the order of its schema. */
import { isIban } from '../../statement/iban.ts';
import { type Binding, constant, each, group, identifier, known, part, text } from '../binding.ts';
import { day102, decimal } from '../codecs.ts';

const ids: Binding[] = [
  text('ram:ID', 'value', { to: 'ids', many: true, unless: 'scheme' }),
  text('ram:GlobalID', 'value', { to: 'ids', many: true, needs: 'scheme', late: () => true, attributes: { schemeID: 'scheme' } }),
];

export const address = part(
  'ram:PostalTradeAddress',
  'address',
  text('ram:PostcodeCode', 'postcode'),
  text('ram:LineOne', 'street'),
  text('ram:LineTwo', 'street2'),
  text('ram:LineThree', 'street3'),
  text('ram:CityName', 'city'),
  text('ram:CountryID', 'country'),
  text('ram:CountrySubDivisionName', 'region'),
);

const vatId = text('ram:SpecifiedTaxRegistration/ram:ID', 'vatId', { marks: { schemeID: 'VA' } });

const party: Binding[] = [
  ...ids,
  text('ram:Name', 'name'),
  text('ram:Description', 'legalInfo'),
  group('ram:SpecifiedLegalOrganization', identifier('ram:ID', 'legalId'), text('ram:TradingBusinessName', 'tradingName')),
  part(
    'ram:DefinedTradeContact',
    'contact',
    text('ram:PersonName', 'name'),
    text('ram:DepartmentName', 'name', { given: () => false }),
    text('ram:TelephoneUniversalCommunication/ram:CompleteNumber', 'phone'),
    text('ram:EmailURIUniversalCommunication/ram:URIID', 'email'),
  ),
  address,
  identifier('ram:URIUniversalCommunication/ram:URIID', 'endpoint'),
  vatId,
  text('ram:SpecifiedTaxRegistration/ram:ID', 'taxId', { marks: { schemeID: 'FC' } }),
];

export const seller = part('ram:SellerTradeParty', 'seller', ...party);
export const buyer = part('ram:BuyerTradeParty', 'buyer', ...party);
export const taxRepresentative = part('ram:SellerTaxRepresentativeTradeParty', 'taxRepresentative', text('ram:Name', 'name'), address, vatId);
export const payee = part('ram:PayeeTradeParty', 'payee', ...ids, text('ram:Name', 'name'), identifier('ram:SpecifiedLegalOrganization/ram:ID', 'legalId'));
export const shipTo = part(
  'ram:ShipToTradeParty',
  '/deliveries/0',
  text('ram:ID', 'value', { to: 'location', unless: 'scheme' }),
  identifier('ram:GlobalID', 'location', 'schemeID', { needs: 'scheme' }),
  text('ram:Name', 'name'),
  address,
);

export const paymentMeans = each(
  'ram:SpecifiedTradeSettlementPaymentMeans',
  'payments',
  text('ram:TypeCode', 'code'),
  text('ram:Information', 'text'),
  part('ram:ApplicableTradeSettlementFinancialCard', 'card', text('ram:ID', 'number'), text('ram:CardholderName', 'holder')),
  text('ram:PayerPartyDebtorFinancialAccount/ram:IBANID', '/debitedAccount'),
  part(
    'ram:PayeePartyCreditorFinancialAccount',
    'account',
    text('ram:IBANID', 'id', { given: isIban }),
    text('ram:AccountName', 'name'),
    text('ram:ProprietaryID', 'id', { given: (id) => !isIban(id) }),
  ),
  text('ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID', 'account/bank'),
);

export const taxType = constant('ram:TypeCode', 'VAT');
export const rate = text('ram:RateApplicablePercent', 'rate', { codec: decimal });

/** Allowances, then charges. */
export function allowanceCharges(...more: Binding[]): Binding[] {
  return [
    ['allowances', 'false'],
    ['charges', 'true'],
  ].map(([to, indicator]) =>
    each(
      'ram:SpecifiedTradeAllowanceCharge',
      to!, // the rows above
      known('ram:ChargeIndicator/udt:Indicator', indicator!), // the rows above
      text('ram:CalculationPercent', 'percent', { codec: decimal }),
      text('ram:BasisAmount', 'base', { codec: decimal }),
      text('ram:ActualAmount', 'amount', { codec: decimal }),
      text('ram:ReasonCode', 'reasonCode'),
      text('ram:Reason', 'reason'),
      ...more,
    ),
  );
}

export const day = (at: string, value: string): Binding => text(`${at}/udt:DateTimeString`, value, { codec: day102 });
export const period = part('ram:BillingSpecifiedPeriod', 'period', day('ram:StartDateTime', 'start'), day('ram:EndDateTime', 'end'));
