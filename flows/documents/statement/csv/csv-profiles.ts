import { ProblemError } from '../../../flow.ts';
import type { CsvProfile } from './csv-profile.ts';

/** Our own: what a spreadsheet should be brought to when the bank has nothing better. */
const plain: CsvProfile = {
  id: 'plain',
  title: 'Plain CSV with English headings',
  encoding: 'utf-8',
  delimiter: ',',
  columns: {
    bookingDate: ['bookingDate', 'booking_date', 'date'],
    valueDate: ['valueDate', 'value_date'],
    amount: 'amount',
    currency: 'currency',
    account: 'account',
    statementId: ['statementId', 'statement'],
    reference: ['reference', 'id'],
    endToEndId: ['endToEndId', 'end_to_end_id'],
    mandateId: 'mandateId',
    counterparty: ['counterparty', 'name'],
    counterpartyAccount: ['counterpartyAccount', 'counterparty_account', 'iban'],
    counterpartyPostcode: ['postcode'],
    balance: 'balance',
  },
  text: ['text', 'description'],
  date: 'YYYY-MM-DD',
  number: { decimal: '.' },
};

/** CSV-CAMT of the German savings banks, cooperative banks and who copies them. */
const germanCamt: CsvProfile = {
  id: 'german_camt',
  title: 'CSV-CAMT of German banks',
  encoding: 'mixed',
  delimiter: ';',
  columns: {
    account: ['Auftragskonto', 'IBAN Auftragskonto'],
    bookingDate: ['Buchungstag'],
    valueDate: ['Valutadatum', 'Valuta'],
    type: ['Buchungstext'],
    creditorId: ['Glaeubiger ID', 'Gläubiger-ID'],
    mandateId: ['Mandatsreferenz'],
    endToEndId: ['Kundenreferenz (End-to-End)', 'End-to-End-Referenz'],
    reference: ['Sammlerreferenz'],
    counterparty: ['Beguenstigter/Zahlungspflichtiger', 'Name Zahlungsbeteiligter', 'Begünstigter/Zahlungspflichtiger'],
    counterpartyAccount: ['Kontonummer/IBAN', 'IBAN Zahlungsbeteiligter'],
    counterpartyBank: ['BIC (SWIFT-Code)', 'BIC Zahlungsbeteiligter'],
    amount: ['Betrag'],
    currency: ['Waehrung', 'Währung'],
    status: ['Info'],
    balance: ['Saldo nach Buchung'],
  },
  text: ['Verwendungszweck'],
  date: 'DD.MM.YY',
  number: { decimal: ',', group: '.' },
  currency: 'EUR',
  booked: ['Umsatz gebucht'],
};

/** The Nordic export: one amount, payer and payee in columns of their own, the running balance last. */
const nordic: CsvProfile = {
  id: 'nordic',
  title: 'Nordic bank export',
  encoding: 'mixed',
  delimiter: ';',
  columns: {
    bookingDate: ['Bokföringsdag', 'Bokføringsdag', 'Bokført dato', 'Kirjauspäivä', 'Booking date'],
    amount: ['Belopp', 'Beløb', 'Beløp', 'Määrä', 'Amount'],
    counterparty: ['Namn', 'Navn', 'Nimi', 'Name'],
    counterpartyAccount: ['Avsändare', 'Afsender', 'Avsender', 'Maksaja', 'Sender'],
    balance: ['Saldo', 'Balance'],
    currency: ['Valuta', 'Valuutta', 'Currency'],
  },
  text: ['Rubrik', 'Tekst', 'Otsikko', 'Title'],
  date: 'YYYY/MM/DD',
  number: { decimal: ',', group: ' ' },
};

export const csvProfiles: readonly CsvProfile[] = [plain, germanCamt, nordic];

/** A shipped profile by its id. */
export function csvProfile(id: string): CsvProfile {
  const found = csvProfiles.find((profile) => profile.id === id);
  if (found !== undefined) return found;
  const known = csvProfiles.map((profile) => profile.id).join(', ');
  throw new ProblemError(422, {
    code: 'bank.unknown_profile',
    path: '/profile',
    message: `There is no CSV profile ${JSON.stringify(id)} — choose one of ${known}.`,
  });
}
