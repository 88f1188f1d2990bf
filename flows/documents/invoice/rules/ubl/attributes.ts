/** Further restrictions of UBL (UBL-CR): attributes and combinations EN 16931 has no use for. */
import { elementAt } from '../../../xml/element.ts';
import { textOf, told } from '../ask.ts';
import type { Rule } from '../rule.ts';

/** [id, where, attribute]. */
const rows: [id: string, where: string, attribute: string][] = [
  ['UBL-CR-648', '/CustomizationID', 'schemeID'],
  ['UBL-CR-649', '/ProfileID', 'schemeID'],
  ['UBL-CR-650', '/ID', 'schemeID'],
  ['UBL-CR-651', 'SalesOrderID', 'schemeID'],
  ['UBL-CR-652', 'PartyTaxScheme/CompanyID', 'schemeID'],
  ['UBL-CR-653', '/PaymentMeans/PaymentID', 'schemeID'],
  ['UBL-CR-654', '/PaymentMeans/PayeeFinancialAccount/ID', 'schemeID'],
  ['UBL-CR-655', '/PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch/ID', 'schemeID'],
  ['UBL-CR-656', '/InvoiceTypeCode', 'listID'],
  ['UBL-CR-657', '/DocumentCurrencyCode', 'listID'],
  ['UBL-CR-658', '/TaxCurrencyCode', 'listID'],
  ['UBL-CR-659', '/AdditionalDocumentReference/DocumentTypeCode', 'listID'],
  ['UBL-CR-660', 'Country/IdentificationCode', 'listID'],
  ['UBL-CR-661', '/PaymentMeans/PaymentMeansCode', 'listID'],
  ['UBL-CR-662', 'AllowanceChargeReasonCode', 'listID'],
  ['UBL-CR-667', 'BuyersItemIdentification/ID', 'schemeID'],
  ['UBL-CR-668', 'SellersItemIdentification/ID', 'schemeID'],
  ['UBL-CR-672', '/CreditNoteTypeCode', 'listID'],
  ['UBL-CR-674', 'PrimaryAccountNumberID', 'schemeID'],
  ['UBL-CR-675', 'CardAccount/NetworkID', 'schemeID'],
  ['UBL-CR-676', 'PaymentMandate/ID', 'schemeID'],
  ['UBL-CR-677', 'PaymentMandate/PayerFinancialAccount/ID', 'schemeID'],
  ['UBL-CR-678', 'TaxCategory/ID', 'schemeID'],
  ['UBL-CR-679', 'ClassifiedTaxCategory/ID', 'schemeID'],
];

const warn = (id: string, words: string, test: Rule['test']): Rule => ({ id, flag: 'warning', words, test });

const unused = (id: string, where: string): Rule =>
  warn(id, `${where.split('/').at(-1)} has no meaning here in EN 16931 and is not read.`, function* ({ find }) {
    const [found] = find(where);
    if (found !== undefined) yield { at: found };
  });

const objectWith = (id: string, name: string): Rule => ({
  id,
  flag: 'fatal',
  words: `An invoiced object (BT-18) has no ${name}.`,
  *test({ find }) {
    const found = find('AdditionalDocumentReference').find((one) => told(one, 'DocumentTypeCode') === '130' && elementAt(one, name) !== undefined);
    if (found !== undefined) yield { at: found };
  },
});

export const ublAttributes: Rule[] = [
  ...rows.map(([id, where, attribute]) =>
    warn(id, `The attribute ${attribute} has no use here.`, function* ({ find }) {
      const found = find(where).find(({ attributes }) => attributes[attribute] !== undefined);
      if (found !== undefined) yield { at: found, value: found.attributes[attribute] };
    }),
  ),
  warn('UBL-CR-002', 'The version of UBL is 2.1, or not said.', function* ({ find }) {
    for (const version of find('/UBLVersionID')) if (textOf(version) !== '2.1') yield { at: version, value: textOf(version), fix: '2.1' };
  }),
  warn('UBL-CR-663', 'The attribute unitCodeListID has no use here.', function* ({ elements }) {
    const found = elements.find(({ attributes }) => attributes['unitCodeListID'] !== undefined);
    if (found !== undefined) yield { at: found };
  }),
  unused('UBL-CR-664', 'FinancialInstitution'),
  warn('UBL-CR-665', 'Only an invoiced object (BT-18, type 130) has a scheme.', function* ({ find }) {
    const found = find('AdditionalDocumentReference').find(
      (one) => told(one, 'DocumentTypeCode') !== '130' && elementAt(one, 'ID')?.attributes['schemeID'] !== undefined,
    );
    if (found !== undefined) yield { at: found };
  }),
  objectWith('UBL-CR-666', 'Attachment'),
  objectWith('UBL-CR-673', 'DocumentDescription'),
  unused('UBL-CR-669', 'Price/AllowanceCharge/AllowanceChargeReasonCode'),
  unused('UBL-CR-670', 'Price/AllowanceCharge/AllowanceChargeReason'),
  unused('UBL-CR-671', 'Price/AllowanceCharge/MultiplierFactorNumeric'),
  unused('UBL-CR-680', 'PaymentMeans/PayerFinancialAccount'),
];
