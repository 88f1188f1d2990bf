/** Tells a bank file's format from its beginning; media types and names are not asked. */

import type { CsvProfile } from './csv/csv-profile.ts';
import { csvProfiles } from './csv/csv-profiles.ts';
import { columnsIn } from './csv/read-csv.ts';
import { refuse } from './refuse.ts';

export type Detected = { kind: 'camt' | 'camt-json' | 'mt940' | 'bai2' | 'pain.001' | 'pain.002' | 'pain.008' } | { kind: 'csv'; profile: CsvProfile };

/** Refuses what is empty or of no format known. */
export function detect(begin: Uint8Array): Detected {
  const bytes = Buffer.from(begin.buffer, begin.byteOffset, begin.byteLength);
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || bytes[1] === 0;
  const text = (isWide ? bytes.toString('utf16le') : bytes.toString('utf8')).replace(/^\ufeff/, '');
  if (text.trim() === '') return refuse('bank.empty', 1, 'The file is empty.');
  if (/^\s*</.test(text)) return xmlKind(text);
  if (/^\s*\{/.test(text) && /"BkToCstmr\w+"/.test(text)) return { kind: 'camt-json' };
  if (/^\s*01,/.test(text)) return { kind: 'bai2' };
  if (/^[\u0001\s]*(?:\{1:|:(?:\d{2}[A-Z]?|NS):)/.test(text) || /^:(?:20|25|61|60F|940):/m.test(text)) return { kind: 'mt940' };
  const profile = csvProfiles.find((one) =>
    text.split(/\r\n|\n|\r/, 30).some((line) => columnsIn({ cells: line.split(one.delimiter).map(unquoted), line: 1 }, one) !== undefined),
  );
  if (profile !== undefined) return { kind: 'csv', profile };
  const latin = bytes.toString('latin1');
  const other = csvProfiles.find((one) =>
    latin.split(/\r\n|\n|\r/, 30).some((line) => columnsIn({ cells: line.split(one.delimiter).map(unquoted), line: 1 }, one) !== undefined),
  );
  if (other !== undefined) return { kind: 'csv', profile: other };
  return refuse('bank.unknown_format', 1, 'The file is none of camt.052, camt.053, camt.054, MT940, MT942, BAI2 or CSV of a known profile.');
}

/** The message a document is about, from its namespace or the element that holds it; a damaged one still goes to the reader, which says where. */
function xmlKind(text: string): Detected {
  const message = /pain\.(001|002|008)\./.exec(text)?.[0]?.slice(0, 8);
  if (/<(?:\w+:)?(?:BkToCstmr\w*|Stmt|Rpt|Ntfctn)[\s>]|camt\.05[234]/.test(text)) return { kind: 'camt' };
  if (/<(?:\w+:)?CstmrPmtStsRpt[\s>/]/.test(text)) return { kind: 'pain.002' };
  if (/<(?:\w+:)?CstmrCdtTrfInitn[\s>/]/.test(text)) return { kind: 'pain.001' };
  if (/<(?:\w+:)?CstmrDrctDbtInitn[\s>/]/.test(text)) return { kind: 'pain.008' };
  if (message !== undefined) return { kind: message as 'pain.001' | 'pain.002' | 'pain.008' };
  if (/<!DOCTYPE/i.test(text) || !/<\w[^>]*>/.test(text)) return { kind: 'camt' };
  return refuse('bank.unknown_document', 1, 'The XML document is none of camt.052, camt.053, camt.054 or pain.002.');
}

const unquoted = (cell: string): string => cell.trim().replace(/^"|"$/g, '');
