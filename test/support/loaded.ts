/** What the product loads with its first document, loaded before time is turned by hand: a module that is still read would look like a run that waits. */
import '../../flows/documents/invoice/build/build-invoice.ts';
import '../../flows/documents/invoice/pdf/write-pdf.ts';
import '../../flows/documents/invoice/validate.ts';
import '../../flows/documents/invoice/write-invoice.ts';
import '../../flows/documents/statement/check-statement.ts';
import '../../flows/documents/statement/csv/csv-profiles.ts';
import '../../flows/documents/statement/read-bank-file.ts';
import '../../server/books/matching/match-payments.ts';
import 'nodemailer/lib/mail-composer/index.js';
import 'nodemailer/lib/smtp-connection/index.js';
