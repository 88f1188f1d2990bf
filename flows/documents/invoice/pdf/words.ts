/** Words of the printed invoice by language, and how that language writes days and amounts. */
const en = {
  invoice: 'Invoice',
  creditNote: 'Credit note',
  billTo: 'Bill to',
  deliverTo: 'Delivered to',
  issueDate: 'Invoice date',
  dueDate: 'Due date',
  order: 'Your order',
  buyerReference: 'Your reference',
  delivered: 'Delivery date',
  credits: 'Credits invoice',
  vatId: 'Your VAT number',
  description: 'Description',
  quantity: 'Quantity',
  price: 'Price',
  tax: 'VAT',
  amount: 'Amount',
  lines: 'Sum of lines',
  net: 'Total without VAT',
  gross: 'Total with VAT',
  prepaid: 'Already paid',
  rounding: 'Rounding',
  payable: 'To pay',
  credited: 'To your credit',
  account: 'Account',
  bank: 'Bank',
  reference: 'Reference',
  on: 'on',
  page: 'Page',
  of: 'of',
  scan: 'Scan to pay',
};
export type Words = typeof en;

const de: Words = {
  invoice: 'Rechnung',
  creditNote: 'Gutschrift',
  billTo: 'Rechnung an',
  deliverTo: 'Geliefert an',
  issueDate: 'Rechnungsdatum',
  dueDate: 'Fällig am',
  order: 'Ihre Bestellung',
  buyerReference: 'Ihr Zeichen',
  delivered: 'Lieferdatum',
  credits: 'Zu Rechnung',
  vatId: 'Ihre USt-IdNr.',
  description: 'Bezeichnung',
  quantity: 'Menge',
  price: 'Preis',
  tax: 'USt.',
  amount: 'Betrag',
  lines: 'Summe der Positionen',
  net: 'Gesamt ohne USt.',
  gross: 'Gesamt mit USt.',
  prepaid: 'Bereits bezahlt',
  rounding: 'Rundung',
  payable: 'Zu zahlen',
  credited: 'Ihr Guthaben',
  account: 'Konto',
  bank: 'Bank',
  reference: 'Verwendungszweck',
  on: 'auf',
  page: 'Seite',
  of: 'von',
  scan: 'Zum Zahlen scannen',
};

const sv: Words = {
  invoice: 'Faktura',
  creditNote: 'Kreditfaktura',
  billTo: 'Faktureras',
  deliverTo: 'Levererat till',
  issueDate: 'Fakturadatum',
  dueDate: 'Förfallodatum',
  order: 'Er order',
  buyerReference: 'Er referens',
  delivered: 'Leveransdatum',
  credits: 'Avser faktura',
  vatId: 'Ert momsnummer',
  description: 'Benämning',
  quantity: 'Antal',
  price: 'Pris',
  tax: 'Moms',
  amount: 'Belopp',
  lines: 'Summa rader',
  net: 'Summa utan moms',
  gross: 'Summa med moms',
  prepaid: 'Redan betalt',
  rounding: 'Öresavrundning',
  payable: 'Att betala',
  credited: 'Er tillgodo',
  account: 'Konto',
  bank: 'Bank',
  reference: 'Referens',
  on: 'på',
  page: 'Sida',
  of: 'av',
  scan: 'Skanna och betala',
};

export const languages = { en, de, sv };
export type Language = keyof typeof languages;

/** Amounts keep at least two decimals and never lose one. */
export function writing(language: Language): { words: Words; number(value: string, least?: number): string; day(day: string): string } {
  const locale = { en: 'en-GB', de: 'de-DE', sv: 'sv-SE' }[language];
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return {
    words: languages[language],
    number(value, least = 0) {
      if (!/^-?\d+(?:\.\d+)?$/.test(value)) return value;
      const decimals = Math.max(least, value.split('.')[1]?.replace(/0+$/, '').length ?? 0);
      const format = new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
      return format.format(value as `${number}`); // the form just tested
    },
    day: (day) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? days.format(new Date(`${day}T00:00:00Z`)) : day),
  };
}
