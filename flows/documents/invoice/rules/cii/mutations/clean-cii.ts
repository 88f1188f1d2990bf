/** A clean CII invoice that has every group EN 16931 knows, in one VAT category: what mutations start from. */

export interface Kind {
  category: string;
  /** Absent where the category has none. */
  rate?: string;
  exemption?: string;
}

const of = (name: string, ...inside: string[]): string => `<ram:${name}>${inside.join('')}</ram:${name}>`;
const day = (name: string, text: string): string => of(name, `<udt:DateTimeString format="102">${text}</udt:DateTimeString>`);
const tax = (name: string, { category, rate }: Kind, before = '', after = ''): string =>
  of(name, before, of('TypeCode', 'VAT'), after, of('CategoryCode', category), rate === undefined ? '' : of('RateApplicablePercent', rate));
const id = (name: string, scheme: string, text: string): string => `<ram:${name} schemeID="${scheme}">${text}</ram:${name}>`;
const address = (country: string): string =>
  of('PostalTradeAddress', of('PostcodeCode', '22100'), of('LineOne', 'Vävargatan 2'), of('CityName', 'Lund'), of('CountryID', country));
const charge = (isCharge: boolean, amount: string, code: string, more = ''): string =>
  of(
    'SpecifiedTradeAllowanceCharge',
    `<ram:ChargeIndicator><udt:Indicator>${isCharge}</udt:Indicator></ram:ChargeIndicator>`,
    of('BasisAmount', '100.00'),
    of('ActualAmount', amount),
    of('ReasonCode', code),
    of('Reason', 'Agreed'),
    more,
  );
const document = (type: string, more = ''): string => of('AdditionalReferencedDocument', of('IssuerAssignedID', `D${type}`), of('TypeCode', type), more);

const line = (kind: Kind): string =>
  of(
    'IncludedSupplyChainTradeLineItem',
    of('AssociatedDocumentLineDocument', of('LineID', '1'), of('IncludedNote', of('Content', 'Soft'))),
    of(
      'SpecifiedTradeProduct',
      id('GlobalID', '0160', '4000001000005'),
      of('SellerAssignedID', 'Y1'),
      of('Name', 'Yarn'),
      of('ApplicableProductCharacteristic', of('Description', 'Colour'), of('Value', 'Red')),
      of('DesignatedProductClassification', '<ram:ClassCode listID="STI">11161500</ram:ClassCode>'),
      of('OriginTradeCountry', of('ID', 'SE')),
    ),
    of(
      'SpecifiedLineTradeAgreement',
      of('BuyerOrderReferencedDocument', of('LineID', '1')),
      of(
        'GrossPriceProductTradePrice',
        of('ChargeAmount', '110.00'),
        of('AppliedTradeAllowanceCharge', '<ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator>', of('ActualAmount', '10.00')),
      ),
      of('NetPriceProductTradePrice', of('ChargeAmount', '100.00'), '<ram:BasisQuantity unitCode="C62">1</ram:BasisQuantity>'),
    ),
    of('SpecifiedLineTradeDelivery', '<ram:BilledQuantity unitCode="C62">1</ram:BilledQuantity>'),
    of(
      'SpecifiedLineTradeSettlement',
      tax('ApplicableTradeTax', kind),
      of('BillingSpecifiedPeriod', day('StartDateTime', '20261101'), day('EndDateTime', '20261130')),
      charge(false, '5.00', '95'),
      charge(true, '5.00', 'FC'),
      of('SpecifiedTradeSettlementLineMonetarySummation', of('LineTotalAmount', '100.00')),
      document('130', of('ReferenceTypeCode', 'AAJ')),
    ),
  );

const party = (name: string, said: string, endpoint: string, country: string, ...numbers: string[]): string =>
  of(
    name,
    id('GlobalID', '0088', '7300010000001'),
    of('Name', said),
    of('SpecifiedLegalOrganization', id('ID', '0007', '5560000001')),
    of('DefinedTradeContact', of('PersonName', 'Ada')),
    address(country),
    of('URIUniversalCommunication', id('URIID', '0007', endpoint)),
    ...numbers.map((number) => of('SpecifiedTaxRegistration', number)),
  );

export function cleanCii(kind: Kind): string {
  const isTaxed = kind.category !== 'O';
  const vat = Number(kind.rate ?? 0) > 0 ? (110 * Number(kind.rate)) / 100 : 0;
  const amount = (value: number): string => value.toFixed(2);
  const [seller, buyer] = isTaxed ? [[id('ID', 'VA', 'SE556000000101')], [id('ID', 'VA', 'NO999999999MVA')]] : [[], []];
  const agreement = of(
    'ApplicableHeaderTradeAgreement',
    of('BuyerReference', 'R1'),
    party('SellerTradeParty', 'Loom', '5560000001', 'SE', ...seller, id('ID', 'FC', '556000-0001')),
    party('BuyerTradeParty', 'Mill', '5560000002', 'NO', ...buyer),
    isTaxed ? of('SellerTaxRepresentativeTradeParty', of('Name', 'Speaker'), address('DK'), of('SpecifiedTaxRegistration', id('ID', 'VA', 'DK12345678'))) : '',
    of('BuyerOrderReferencedDocument', of('IssuerAssignedID', 'PO1')),
    document('916', `${of('Name', 'Sheet')}<ram:AttachmentBinaryObject mimeCode="application/pdf" filename="a.pdf">JVBERi0=</ram:AttachmentBinaryObject>`),
    document('50'),
    document('130', of('ReferenceTypeCode', 'AAJ')),
  );
  const delivery = of(
    'ApplicableHeaderTradeDelivery',
    of('ShipToTradeParty', id('GlobalID', '0088', '7300010000001'), of('Name', 'Store'), address('NO')),
    of('ActualDeliverySupplyChainEvent', day('OccurrenceDateTime', '20261120')),
  );
  const category = tax('CategoryTradeTax', kind);
  const settlement = of(
    'ApplicableHeaderTradeSettlement',
    of('PaymentReference', 'RF18539007547034'),
    of('TaxCurrencyCode', 'SEK'),
    of('InvoiceCurrencyCode', 'EUR'),
    of('PayeeTradeParty', id('GlobalID', '0088', '7300010000018'), of('Name', 'Factor'), of('SpecifiedLegalOrganization', id('ID', '0007', '5560000003'))),
    of(
      'SpecifiedTradeSettlementPaymentMeans',
      of('TypeCode', '30'),
      of('Information', 'Transfer'),
      of('ApplicableTradeSettlementFinancialCard', of('ID', '1234567890')),
      of('PayeePartyCreditorFinancialAccount', of('IBANID', 'SE4550000000058398257466')),
    ),
    tax(
      'ApplicableTradeTax',
      kind,
      of('CalculatedAmount', amount(vat)),
      `${kind.exemption === undefined ? '' : of('ExemptionReason', kind.exemption)}${of('BasisAmount', '110.00')}`,
    ).replace('</ram:CategoryCode>', `</ram:CategoryCode>${of('DueDateTypeCode', '5')}`),
    of('BillingSpecifiedPeriod', day('StartDateTime', '20261101'), day('EndDateTime', '20261130')),
    charge(false, '10.00', '95', category),
    charge(true, '20.00', 'FC', category),
    of('SpecifiedTradePaymentTerms', of('Description', '30 days'), day('DueDateDateTime', '20261226')),
    of(
      'SpecifiedTradeSettlementHeaderMonetarySummation',
      of('LineTotalAmount', '100.00'),
      of('ChargeTotalAmount', '20.00'),
      of('AllowanceTotalAmount', '10.00'),
      of('TaxBasisTotalAmount', '110.00'),
      `<ram:TaxTotalAmount currencyID="EUR">${amount(vat)}</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID="SEK">${amount(vat * 11)}</ram:TaxTotalAmount>`,
      of('RoundingAmount', '0.00'),
      of('GrandTotalAmount', amount(110 + vat)),
      of('TotalPrepaidAmount', '10.00'),
      of('DuePayableAmount', amount(100 + vat)),
    ),
    of('InvoiceReferencedDocument', of('IssuerAssignedID', 'F1')),
  );
  const standard = 'urn:un:unece:uncefact:data:standard';
  return `<rsm:CrossIndustryInvoice xmlns:rsm="${standard}:CrossIndustryInvoice:100" xmlns:ram="${standard}:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="${standard}:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext>${of('BusinessProcessSpecifiedDocumentContextParameter', of('ID', 'A1'))}${of('GuidelineSpecifiedDocumentContextParameter', of('ID', 'urn:cen.eu:en16931:2017'))}</rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument>${of('ID', '1')}${of('TypeCode', '380')}${day('IssueDateTime', '20261126')}${of('IncludedNote', of('Content', 'Thanks'), of('SubjectCode', 'AAI'))}</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>${line(kind)}${agreement}${delivery}${settlement}</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`;
}
