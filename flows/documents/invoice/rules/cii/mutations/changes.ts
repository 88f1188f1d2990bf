/** A change for each rule that can be asked of CII; the invoice they start from is clean. */

const out = (amount: string): string => `set ${amount}=1.234`;
const allowance = 'S/SpecifiedTradeAllowanceCharge[1]';
const charge = 'S/SpecifiedTradeAllowanceCharge[2]';
const lineAllowance = 'LS/SpecifiedTradeAllowanceCharge[1]';
const lineCharge = 'LS/SpecifiedTradeAllowanceCharge[2]';
const means = 'S/SpecifiedTradeSettlementPaymentMeans';
const account = `${means}/PayeePartyCreditorFinancialAccount`;
const speaker = 'A/SellerTaxRepresentativeTradeParty';
const support = 'A/AdditionalReferencedDocument[1]';

/** Of the invoice in category S. */
export const changes: Record<string, string> = {
  'BR-01': 'drop C/GuidelineSpecifiedDocumentContextParameter',
  'BR-02': 'drop X/ID',
  'BR-03': 'drop X/IssueDateTime',
  'BR-04': 'drop X/TypeCode',
  'BR-05': 'drop S/InvoiceCurrencyCode',
  'BR-06': 'drop A/SellerTradeParty/Name',
  'BR-07': 'set A/BuyerTradeParty/Name=',
  'BR-08': 'drop A/SellerTradeParty/PostalTradeAddress',
  'BR-09': 'drop A/SellerTradeParty/PostalTradeAddress/CountryID',
  'BR-10': 'drop A/BuyerTradeParty/PostalTradeAddress',
  'BR-11': 'drop A/BuyerTradeParty/PostalTradeAddress/CountryID',
  'BR-12': 'drop M/LineTotalAmount',
  'BR-13': 'drop M/TaxBasisTotalAmount',
  'BR-14': 'drop M/GrandTotalAmount',
  'BR-15': 'drop M/DuePayableAmount',
  'BR-16': 'drop L',
  'BR-17': 'drop S/PayeeTradeParty/Name',
  'BR-18': `drop ${speaker}/Name`,
  'BR-19': `drop ${speaker}/PostalTradeAddress`,
  'BR-20': `drop ${speaker}/PostalTradeAddress/CountryID`,
  'BR-21': 'drop L/AssociatedDocumentLineDocument/LineID',
  'BR-22': 'drop L/SpecifiedLineTradeDelivery/BilledQuantity',
  'BR-23': 'attr L/SpecifiedLineTradeDelivery/BilledQuantity@unitCode',
  'BR-24': 'drop LS/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount',
  'BR-25': 'drop P/Name',
  'BR-26': 'drop LA/NetPriceProductTradePrice/ChargeAmount',
  'BR-27': 'set LA/NetPriceProductTradePrice/ChargeAmount=-100.00',
  'BR-28': 'set LA/GrossPriceProductTradePrice/ChargeAmount=-0.01',
  'BR-29': 'set S/BillingSpecifiedPeriod/EndDateTime/DateTimeString=20261031',
  'BR-30': 'set LS/BillingSpecifiedPeriod/EndDateTime/DateTimeString=20261031',
  'BR-31': `drop ${allowance}/ActualAmount`,
  'BR-32': `drop ${allowance}/CategoryTradeTax`,
  'BR-33': `drop ${allowance}/Reason; drop ${allowance}/ReasonCode`,
  'BR-36': `drop ${charge}/ActualAmount`,
  'BR-37': `drop ${charge}/CategoryTradeTax`,
  'BR-38': `drop ${charge}/Reason; drop ${charge}/ReasonCode`,
  'BR-41': `drop ${lineAllowance}/ActualAmount`,
  'BR-42': `drop ${lineAllowance}/Reason; drop ${lineAllowance}/ReasonCode`,
  'BR-43': `drop ${lineCharge}/ActualAmount`,
  'BR-44': `drop ${lineCharge}/Reason; drop ${lineCharge}/ReasonCode`,
  'BR-45': 'drop S/ApplicableTradeTax/BasisAmount',
  'BR-46': 'drop S/ApplicableTradeTax/CalculatedAmount',
  'BR-47': 'drop S/ApplicableTradeTax/CategoryCode',
  'BR-48': 'drop S/ApplicableTradeTax/RateApplicablePercent',
  'BR-49': `drop ${means}/TypeCode`,
  'BR-50': `drop ${account}/IBANID`,
  'BR-51': `set ${means}/ApplicableTradeSettlementFinancialCard/ID=4111111111111111`,
  'BR-52': `drop ${support}/IssuerAssignedID`,
  'BR-53': 'drop M/TaxTotalAmount[2]',
  'BR-54': 'drop P/ApplicableProductCharacteristic/Value',
  'BR-55': 'drop S/InvoiceReferencedDocument/IssuerAssignedID',
  'BR-56': `drop ${speaker}/SpecifiedTaxRegistration`,
  'BR-57': 'drop D/ShipToTradeParty/PostalTradeAddress/CountryID',
  'BR-61': `drop ${account}/IBANID`,
  'BR-62': 'attr A/SellerTradeParty/URIUniversalCommunication/URIID@schemeID',
  'BR-63': 'attr A/BuyerTradeParty/URIUniversalCommunication/URIID@schemeID',
  'BR-64': 'attr P/GlobalID@schemeID',
  'BR-65': 'attr P/DesignatedProductClassification/ClassCode@listID',
  'BR-B-01': `set LS/ApplicableTradeTax/CategoryCode=B`,
  'BR-B-02': `set LS/ApplicableTradeTax/CategoryCode=B`,
  'BR-CO-03': 'add S/ApplicableTradeTax/TaxPointDate=20261126',
  'BR-CO-04': 'drop LS/ApplicableTradeTax',
  'BR-CO-09': 'set A/SellerTradeParty/SpecifiedTaxRegistration/ID=ZZ1',
  'BR-CO-10': 'set M/LineTotalAmount=100.01',
  'BR-CO-11': 'set M/AllowanceTotalAmount=10.01',
  'BR-CO-12': 'drop M/ChargeTotalAmount',
  'BR-CO-13': 'set M/TaxBasisTotalAmount=110.01',
  'BR-CO-14': 'set M/TaxTotalAmount=27.51',
  'BR-CO-15': 'set M/GrandTotalAmount=137.51',
  'BR-CO-16': 'set M/DuePayableAmount=127.51',
  'BR-CO-17': 'set S/ApplicableTradeTax/CalculatedAmount=28.51',
  'BR-CO-18': 'drop S/ApplicableTradeTax',
  'BR-CO-19': 'drop S/BillingSpecifiedPeriod/StartDateTime; drop S/BillingSpecifiedPeriod/EndDateTime',
  'BR-CO-20': 'drop LS/BillingSpecifiedPeriod/StartDateTime; drop LS/BillingSpecifiedPeriod/EndDateTime',
  'BR-CO-21': `drop ${allowance}/Reason; drop ${allowance}/ReasonCode`,
  'BR-CO-22': `drop ${charge}/Reason; drop ${charge}/ReasonCode`,
  'BR-CO-23': `drop ${lineAllowance}/Reason; drop ${lineAllowance}/ReasonCode`,
  'BR-CO-24': `drop ${lineCharge}/Reason; drop ${lineCharge}/ReasonCode`,
  'BR-CO-26': 'drop A/SellerTradeParty/GlobalID; drop A/SellerTradeParty/SpecifiedLegalOrganization; drop A/SellerTradeParty/SpecifiedTaxRegistration',
  'BR-CL-01': 'set X/TypeCode=999',
  'BR-CL-03': 'attr M/TaxTotalAmount[2]@currencyID=QQQ',
  'BR-CL-04': 'set S/InvoiceCurrencyCode=QQQ',
  'BR-CL-05': 'set S/TaxCurrencyCode=QQQ',
  'BR-CL-06': 'set S/ApplicableTradeTax/DueDateTypeCode=3',
  'BR-CL-07': 'set A/AdditionalReferencedDocument[3]/ReferenceTypeCode=???',
  'BR-CL-08': 'set X/IncludedNote/SubjectCode=???',
  'BR-CL-10': 'attr A/BuyerTradeParty/GlobalID@schemeID=9999',
  'BR-CL-11': 'attr A/BuyerTradeParty/SpecifiedLegalOrganization/ID@schemeID=9999',
  'BR-CL-13': 'attr P/DesignatedProductClassification/ClassCode@listID=???',
  'BR-CL-14': 'set A/BuyerTradeParty/PostalTradeAddress/CountryID=ZZ',
  'BR-CL-15': 'set P/OriginTradeCountry/ID=ZZ',
  'BR-CL-16': `set ${means}/TypeCode=999`,
  'BR-CL-17': `set ${allowance}/CategoryTradeTax/CategoryCode=Q`,
  'BR-CL-18': 'set LS/ApplicableTradeTax/CategoryCode=Q',
  'BR-CL-19': `set ${allowance}/ReasonCode=FC`,
  'BR-CL-20': `set ${charge}/ReasonCode=95`,
  'BR-CL-21': 'attr P/GlobalID@schemeID=9999',
  'BR-CL-22': 'add S/ApplicableTradeTax/ExemptionReasonCode=VATEX-NONE',
  'BR-CL-23': 'attr L/SpecifiedLineTradeDelivery/BilledQuantity@unitCode=???',
  'BR-CL-24': `attr ${support}/AttachmentBinaryObject@mimeCode=application/zip`,
  'BR-CL-25': 'attr A/SellerTradeParty/URIUniversalCommunication/URIID@schemeID=???',
  'BR-CL-26': 'attr D/ShipToTradeParty/GlobalID@schemeID=9999',
  'BR-DEC-01': out(`${allowance}/ActualAmount`),
  'BR-DEC-02': out(`${allowance}/BasisAmount`),
  'BR-DEC-05': out(`${charge}/ActualAmount`),
  'BR-DEC-06': out(`${charge}/BasisAmount`),
  'BR-DEC-09': out('M/LineTotalAmount'),
  'BR-DEC-10': out('M/AllowanceTotalAmount'),
  'BR-DEC-11': out('M/ChargeTotalAmount'),
  'BR-DEC-12': out('M/TaxBasisTotalAmount'),
  'BR-DEC-13': out('M/TaxTotalAmount[1]'),
  'BR-DEC-14': out('M/GrandTotalAmount'),
  'BR-DEC-15': out('M/TaxTotalAmount[2]'),
  'BR-DEC-16': out('M/TotalPrepaidAmount'),
  'BR-DEC-17': out('M/RoundingAmount'),
  'BR-DEC-18': out('M/DuePayableAmount'),
  'BR-DEC-19': out('S/ApplicableTradeTax/BasisAmount'),
  'BR-DEC-20': out('S/ApplicableTradeTax/CalculatedAmount'),
  'BR-DEC-23': out('LS/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount'),
  'BR-DEC-24': out(`${lineAllowance}/ActualAmount`),
  'BR-DEC-25': out(`${lineAllowance}/BasisAmount`),
  'BR-DEC-27': out(`${lineCharge}/ActualAmount`),
  'BR-DEC-28': out(`${lineCharge}/BasisAmount`),
  'CII-SR-003': 'twice C/BusinessProcessSpecifiedDocumentContextParameter',
  'CII-SR-04': 'add C/GuidelineSpecifiedDocumentContextParameter/Value=1',
  'CII-SR-05': 'add C/GuidelineSpecifiedDocumentContextParameter/SpecifiedDocumentVersion=1',
  'CII-SR-009': 'twice C/GuidelineSpecifiedDocumentContextParameter',
  'CII-SR-010': 'twice C/GuidelineSpecifiedDocumentContextParameter/ID',
  'CII-SR-014': 'twice X/TypeCode',
  'CII-SR-030': 'twice X/IncludedNote/Content',
  'CII-SR-039': 'twice L/AssociatedDocumentLineDocument/IncludedNote',
  'CII-SR-040': 'twice L/AssociatedDocumentLineDocument/IncludedNote/Content',
  'CII-SR-046': 'attr P/GlobalID@schemeID',
  'CII-SR-069': 'twice P/ApplicableProductCharacteristic/Description',
  'CII-SR-072': 'twice P/ApplicableProductCharacteristic/Value',
  'CII-SR-090': 'twice P/OriginTradeCountry/ID',
  'CII-SR-119': 'set LA/GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ChargeIndicator/Indicator=true',
  'CII-SR-186': `add ${lineAllowance}/CalculationPercent=5; attr ${lineAllowance}/CalculationPercent@format=x`,
  'CII-SR-439': 'twice LA/NetPriceProductTradePrice/ChargeAmount',
  'CII-SR-440': 'twice LA/GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ActualAmount',
  'CII-SR-441': 'twice LA/GrossPriceProductTradePrice/ChargeAmount',
  'CII-SR-449': 'add D/ShipToTradeParty/ID=1',
  'CII-SR-450': 'add A/BuyerTradeParty/ID=1',
  'CII-SR-451': 'add S/PayeeTradeParty/ID=1',
  'CII-SR-452': 'twice S/SpecifiedTradePaymentTerms',
  'CII-SR-453': 'twice S/SpecifiedTradePaymentTerms/Description',
  'CII-SR-454': 'twice LS/ApplicableTradeTax',
  'CII-SR-455': 'twice A/SellerTradeParty/DefinedTradeContact',
  'CII-SR-456': 'twice A/BuyerTradeParty/DefinedTradeContact',
  'CII-SR-457': 'twice A/AdditionalReferencedDocument[2]',
  'CII-SR-458': 'twice A/AdditionalReferencedDocument[3]',
  'CII-SR-459': 'twice A/SellerTradeParty/URIUniversalCommunication',
  'CII-SR-460': 'twice A/BuyerTradeParty/URIUniversalCommunication',
  'CII-SR-461': 'twice S/ApplicableTradeTax; add S/ApplicableTradeTax[1]/TaxPointDate=20261126; add S/ApplicableTradeTax[2]/TaxPointDate=20261127',
  'CII-SR-462': 'twice S/ApplicableTradeTax; set S/ApplicableTradeTax[2]/DueDateTypeCode=29',
  'CII-SR-463': `drop ${allowance}/ChargeIndicator`,
  'CII-SR-464': `add ${means}/PayerSpecifiedDebtorFinancialInstitution/BICID=X`,
  'CII-SR-465': 'add A/SellerTradeParty/DefinedTradeContact/DepartmentName=Books',
  'CII-SR-466': 'add A/BuyerTradeParty/DefinedTradeContact/DepartmentName=Books',
  'CII-SR-467': `twice ${means}; set ${means}[2]/TypeCode=58`,
  'CII-SR-468': `twice ${means}; set ${means}[2]/Information=Other`,
  'CII-SR-469': 'twice S/PaymentReference',
  'CII-SR-470': `add ${account}/ProprietaryID=1`,
  'CII-SR-471': `drop ${allowance}/CategoryTradeTax/CategoryCode`,
  'CII-SR-472': `drop ${allowance}/CategoryTradeTax/RateApplicablePercent`,
  'CII-SR-473': `twice ${allowance}/ActualAmount`,
  'CII-SR-474': 'twice LS/AdditionalReferencedDocument',
  'CII-SR-475': `twice ${support}`,
  'CII-SR-476': `twice ${support}`,
  ...Object.fromEntries(
    `LineTotalAmount ChargeTotalAmount AllowanceTotalAmount TaxBasisTotalAmount RoundingAmount GrandTotalAmount InformationAmount TotalPrepaidAmount
    TotalDiscountAmount TotalAllowanceChargeAmount DuePayableAmount RetailValueExcludingTaxInformationAmount TotalDepositFeeInformationAmount
    ProductValueExcludingTobaccoTaxInformationAmount TotalRetailValueInformationAmount GrossLineTotalAmount NetLineTotalAmount NetIncludingTaxesLineTotalAmount`
      .split(/\s+/)
      .map((name, at) => [`CII-SR-${477 + at}`, `add M/${name}=0.00; add M/${name}=0.00`]),
  ),
  'CII-DT-015': 'add S/InvoiceReferencedDocument/URIID=http://x',
  'CII-DT-018': 'add S/InvoiceReferencedDocument/TypeCode=380',
  'CII-DT-021': 'add A/BuyerOrderReferencedDocument/Name=x',
  'CII-DT-022': 'add A/BuyerOrderReferencedDocument/AttachmentBinaryObject=x',
  'CII-DT-024': 'add A/BuyerOrderReferencedDocument/ReferenceTypeCode=AAJ',
  'CII-DT-027': 'add A/BuyerOrderReferencedDocument/FormattedIssueDateTime/DateTimeString=20261126',
  'CII-DT-033': 'attr L/SpecifiedLineTradeDelivery/BilledQuantity@unitCode',
  'CII-DT-037': 'set S/ApplicableTradeTax/TypeCode=GST',
  'CII-DT-041': 'add LS/ApplicableTradeTax/BasisAmount=100.00',
  'CII-DT-052': 'add S/SpecifiedTradeAllowanceCharge/CategoryTradeTax/ExemptionReasonCode=VATEX-EU-O',
  'CII-DT-054': 'add LS/ApplicableTradeTax/TaxPointDate=20261126',
  'CII-DT-058': 'add LS/ApplicableTradeTax/DueDateTypeCode=5',
  'CII-DT-059': 'attr LS/ApplicableTradeTax/RateApplicablePercent@format=x',
  'CII-DT-097': 'set X/IssueDateTime/DateTimeString=2026-11-26',
  'CII-DT-098': 'add S/SpecifiedTradeAllowanceCharge/CategoryTradeTax/ExemptionReason=x',
};

/** [first number, where, what of it has no use]: `@name` is an attribute, `-` a number of another kind. */
const surplus: [first: number, where: string, names: string][] = [
  [1, 'P/SellerAssignedID', '@schemeName @schemeAgencyName @schemeDataURI @schemeURI @schemeID @schemeAgencyID @schemeVersionID'],
  [8, 'X/TypeCode', '@name @listURI @listID @listAgencyID @listVersionID'],
  [
    16,
    'A/BuyerOrderReferencedDocument',
    'StatusCode CopyIndicator - GlobalID RevisionID - - Information - SectionName PreviousRevisionID - EffectiveSpecifiedPeriod IssuerTradeParty AttachedSpecifiedBinaryFile',
  ],
  [31, 'M/LineTotalAmount', '@currencyID @currencyCodeListVersionID'],
  [34, 'L/SpecifiedLineTradeDelivery/BilledQuantity', '@unitCodeListID @unitCodeListAgencyID @unitCodeListAgencyName'],
  [38, 'S/ApplicableTradeTax', 'CalculatedRate CalculationSequenceNumeric BasisQuantity - UnitBasisAmount LineTotalBasisAmount AllowanceChargeBasisAmount'],
  [45, 'LS/ApplicableTradeTax/CategoryCode', '@listID @listAgencyID @listVersionID @listURI'],
  [
    49,
    'S/ApplicableTradeTax',
    'CurrencyCode Jurisdiction CustomsDutyIndicator - TaxBasisAllowanceRate - Type InformationAmount CategoryName - - SpecifiedTradeAccountingAccount ServiceSupplyTradeCountry BuyerRepayableTaxSpecifiedTradeAccountingAccount SellerPayableTaxSpecifiedTradeAccountingAccount SellerRefundableTaxSpecifiedTradeAccountingAccount BuyerDeductibleTaxSpecifiedTradeAccountingAccount BuyerNonDeductibleTaxSpecifiedTradeAccountingAccount PlaceApplicableTradeLocation',
  ],
  [
    68,
    'S/BillingSpecifiedPeriod',
    'StartDateTime/DateTime DurationMeasure InclusiveIndicator Description EndDateTime/DateTime CompleteDateTime OpenIndicator SeasonCode ID Name SequenceNumeric StartDateFlexibilityCode ContinuousIndicator PurposeCode',
  ],
  [
    82,
    'A/SellerTradeParty/PostalTradeAddress',
    'ID PostOfficeBox BuildingName - LineFour LineFive StreetName CitySubDivisionName CountryName CountrySubDivisionID AttentionOf CareOf BuildingNumber DepartmentName AdditionalStreetName',
  ],
  [101, 'A/SellerTradeParty/GlobalID', '@schemeName @schemeAgencyName @schemeDataURI @schemeURI'],
];

for (const [first, where, names] of surplus) {
  names.split(' ').forEach((name, offset) => {
    const rule = `CII-DT-${String(first + offset).padStart(3, '0')}`;
    if (name !== '-') changes[rule] = name.startsWith('@') ? `attr ${where}${name}=x` : `add ${where}/${name}=1`;
  });
}
changes['CII-DT-013'] = 'attr .@languageID=en';
changes['CII-DT-014'] = 'attr .@languageLocaleID=en';

export interface Family {
  id: string;
  category: string;
  rate?: string;
  wrong: string;
  exemption?: string;
}

const exempt = { rate: '0', wrong: '5', exemption: 'By law' };
export const families: Family[] = [
  { id: 'S', category: 'S', rate: '25', wrong: '0' },
  { id: 'Z', category: 'Z', rate: '0', wrong: '5' },
  { id: 'E', category: 'E', ...exempt },
  { id: 'AE', category: 'AE', ...exempt },
  { id: 'IC', category: 'K', ...exempt },
  { id: 'G', category: 'G', ...exempt },
  { id: 'O', category: 'O', wrong: '5', exemption: 'Outside' },
  { id: 'AF', category: 'L', rate: '7', wrong: '-1' },
  { id: 'AG', category: 'M', rate: '4', wrong: '-1' },
];

/** The ten questions of a family, and those only one asks. */
export function familyChanges({ id, rate, wrong, exemption }: Family): Record<string, string> {
  const numbers =
    id === 'O'
      ? 'add A/SellerTradeParty/SpecifiedTaxRegistration[1]/ID=SE1; attr A/SellerTradeParty/SpecifiedTaxRegistration[1]/ID[2]@schemeID=VA'
      : `drop A/SellerTradeParty/SpecifiedTaxRegistration; drop A/SellerTradeParty/SpecifiedTaxRegistration; drop A/SellerTaxRepresentativeTradeParty`;
  const rated = (tax: string): string => (rate === undefined ? `add ${tax}/RateApplicablePercent=${wrong}` : `set ${tax}/RateApplicablePercent=${wrong}`);
  const places = ['LS/ApplicableTradeTax', `${allowance}/CategoryTradeTax`, `${charge}/CategoryTradeTax`];
  const other = id === 'S' ? 'Z' : 'S';
  return {
    [`BR-${id}-01`]: 'drop S/ApplicableTradeTax',
    ...Object.fromEntries(places.map((_, at) => [`BR-${id}-0${at + 2}`, numbers])),
    ...Object.fromEntries(places.map((tax, at) => [`BR-${id}-0${at + 5}`, rated(tax)])),
    [`BR-${id}-08`]: 'set S/ApplicableTradeTax/BasisAmount=112.00',
    [`BR-${id}-09`]: 'set S/ApplicableTradeTax/CalculatedAmount=40.00',
    [`BR-${id}-10`]: exemption === undefined ? 'add S/ApplicableTradeTax/ExemptionReason=x' : 'drop S/ApplicableTradeTax/ExemptionReason',
    ...(id === 'IC'
      ? { 'BR-IC-11': 'drop D/ActualDeliverySupplyChainEvent; drop S/BillingSpecifiedPeriod', 'BR-IC-12': 'drop D/ShipToTradeParty/PostalTradeAddress' }
      : {}),
    ...(id === 'O'
      ? {
          'BR-O-11': `twice S/ApplicableTradeTax; set S/ApplicableTradeTax[2]/CategoryCode=${other}`,
          ...Object.fromEntries(places.map((tax, at) => [`BR-O-${at + 12}`, `set ${tax}/CategoryCode=${other}`])),
        }
      : {}),
  };
}
