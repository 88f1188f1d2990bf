/** Field :86: in its three dialects: subfields (`?20`), slash codes (`/REMI/`), plain words. */

import { given } from '../given.ts';
import { type Facts, noFacts, type Party } from '../statement.ts';
import { said, tidy, unwrap } from '../text.ts';

export type Told = Pick<Facts, 'text' | 'raw' | 'references' | 'documents' | 'charges'> & Partial<Facts> & { typeText?: string; type?: string };

/** Columns of :86: and of its subfields. */
const lineWidth = 65;
const subfieldWidth = 27;

export function parseDetails(lines: readonly string[]): Told {
  const raw = lines.join('\n');
  const joined = lines.join('');
  const separator = /^\d{3}([^\w\s/])(?=\d{2})/.exec(joined)?.[1] ?? /^([?<>~^])\d{2}/.exec(joined)?.[1];
  if (separator !== undefined) return { ...noFacts(), ...subfields(joined, separator), raw };
  const text = unwrap(lines, lineWidth);
  if (/^\/[A-Z]{2,5}\/|\/(?:REMI|EREF|NAME|IBAN|BENM|ORDP|CNTP|MARF|CSID)\//.test(text)) return { ...noFacts(), ...slashCodes(text), raw };
  if (/(?:^|\s)(?:EREF|SVWZ|KREF|MREF)\+/.test(text)) return { ...noFacts(), ...sepaKeys(text), raw };
  return { ...noFacts(), text: tidy(text.replace(/^REMIT?:\s*/, '')), raw };
}

/** German banks and who follows them: 20-29 and 60-63 are the text, 30 bank, 31 account, 32 and 33 name, 34 why it came back. */
function subfields(joined: string, separator: string): Partial<Told> {
  const [code = '', ...parts] = joined.split(separator);
  const fields: { key: number; text: string }[] = [];
  for (const part of parts) {
    const key = /^\d{2}/.exec(part)?.[0];
    const last = fields.at(-1);
    if (key !== undefined) fields.push({ key: Number(key), text: part.slice(2) });
    else if (last !== undefined) last.text += separator + part; // a question mark of the text itself
  }
  const texts = (isWanted: (key: number) => boolean): string[] => fields.filter(({ key }) => isWanted(key)).map(({ text }) => text);
  const one = (key: number): string | undefined => texts((other) => other === key)[0]?.trim() || undefined;
  const told = sepaKeys(
    unwrap(
      texts((key) => (key >= 20 && key <= 29) || (key >= 60 && key <= 63)),
      subfieldWidth,
    ),
  );
  const name = unwrap(
    texts((key) => key === 32 || key === 33),
    subfieldWidth,
  );
  const bank = one(30) ?? told.counterparty?.bank;
  const account = one(31)?.replace(/\s/g, '') ?? told.counterparty?.account;
  const counterparty: Party = { ...given('name', name === '' ? undefined : name), ...given('account', account), ...given('bank', bank) };
  const reason = one(34);
  const isReturn = reason !== undefined && /^9\d\d$/.test(reason);
  return {
    ...told,
    ...given('type', /^\d{3}$/.test(code) ? code : undefined),
    ...given('typeText', one(0)),
    ...(Object.keys(counterparty).length === 0 ? {} : { counterparty }),
    ...(told.returned === undefined && (isReturn || ['108', '109', '159', '181', '182', '184', '185'].includes(code))
      ? { returned: { ...given('code', isReturn ? reason : undefined), ...given('text', told.text || one(0)) } }
      : {}),
  };
}

/** `EREF+…SVWZ+…` inside the text; blanks inside a key come from wrapping. */
function sepaKeys(text: string): Partial<Told> & { text: string } {
  const found = [
    ...text.matchAll(/(?<![A-Z])(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|BREF|RREF|RTRN|PURP|COAM|OAMT|IBAN|BIC|MDAT|MTLG(?=:))(?:\+|(?<=MTLG):)/g),
  ];
  if (found.length === 0) return { text: tidy(text) };
  const keys: Record<string, string> = {};
  for (const [at, match] of found.entries()) keys[match[1]!] ??= tidy(text.slice(match.index + match[0].length, found[at + 1]?.index));
  const before = tidy(text.slice(0, found[0]!.index));
  const { IBAN: account, BIC: bank, ABWA: ultimate, RTRN: reason } = keys;
  return {
    text: keys['SVWZ'] ?? (before || (keys['MTLG'] ?? keys['BREF'] ?? '')),
    ...given('endToEndId', said(keys['EREF'])),
    ...given('messageId', said(keys['KREF'])),
    ...given('mandateId', said(keys['MREF'])),
    ...given('creditorId', said(keys['CRED'])),
    ...given('purpose', keys['PURP']),
    ...(account === undefined && bank === undefined ? {} : { counterparty: { ...given('account', account?.replace(/\s/g, '')), ...given('bank', bank) } }),
    ...(ultimate ? { ultimate: { name: ultimate } } : {}),
    ...(reason ? { returned: { code: reason } } : {}),
  };
}

const codes =
  'TRTP|RTYP|IBAN|BIC|NAME|REMI|EREF|PREF|MARF|CSID|RTRN|TRCD|ORDP|BENM|CNTP|ULTD|ULTB|ULTC|PURP|ADDR|ID|SVCL|BO|BUSP|CREF|OCMT|CHGS|EXCH|INIT|ISDT|TRAN|DDBT|KREF|TDAT|ACCW|FR|SPEC|BRCH|ORGR|INID|OCAMT|DATE';
const atCode = new RegExp(`/(${codes})/`, 'g');

/** Dutch banks: `/TRTP/…/IBAN/…/NAME/…/REMI/…/EREF/…`; ING puts several values into one code, `/CNTP/iban/bic/name/city//`. */
function slashCodes(text: string): Partial<Told> {
  const found = [...text.matchAll(atCode)];
  const keys: Record<string, string> = {};
  let previousEnd = 0;
  const starts = found.filter((match) => {
    if (match.index < previousEnd - 1) return false;
    previousEnd = match.index + match[0].length;
    return true;
  });
  for (const [at, match] of starts.entries()) {
    const value = tidy(text.slice(match.index + match[0].length, starts[at + 1]?.index)).replace(/\/+$/, '');
    if (value !== '') keys[match[1]!] ??= value;
  }
  const counter = keys['CNTP']?.split('/') ?? [];
  const remittance = keys['REMI'] ?? keys['TRCD'] ?? '';
  const structured = /^STRD\/(?:CUR\/)?(.+)$/.exec(remittance)?.[1] ?? /^Issuer: ?\w+ Ref: ?(\S+)$/.exec(remittance)?.[1];
  const name = keys['NAME'] ?? counter[2];
  const account = keys['IBAN'] ?? keys['ACCW']?.split(',')[0] ?? counter[0];
  const bank = keys['BIC'] ?? counter[1];
  const counterparty: Party = {
    ...given('name', name || undefined),
    ...given('account', account?.replace(/\s/g, '') || undefined),
    ...given('bank', bank || undefined),
  };
  const ultimate = keys['ULTD'] ?? keys['ULTB'] ?? keys['ULTC'];
  return {
    text: structured ?? remittance.replace(/^(?:USTD)?\/+/, '').replace(/^STRD\/+/, ''),
    references: structured === undefined ? [] : [{ reference: structured }],
    ...given('endToEndId', said(keys['EREF'])),
    ...given('mandateId', said(keys['MARF'])),
    ...given('creditorId', said(keys['CSID'])),
    ...given('paymentId', said(keys['PREF'])),
    ...given('purpose', keys['PURP']),
    ...given('typeText', keys['TRTP'] ?? keys['RTYP']),
    ...(keys['RTRN'] === undefined ? {} : { returned: { code: keys['RTRN'] } }),
    ...(Object.keys(counterparty).length === 0 ? {} : { counterparty }),
    ...(ultimate === undefined ? {} : { ultimate: { name: ultimate } }),
  };
}
