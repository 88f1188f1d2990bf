/** What the API answers about money: `api/money.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anyObject, instant, list, object, oneOf, record, ref, text, whole } from '../shapes.ts';

const matchVerdict = oneOf('AUTO', 'SUGGEST', 'UNIDENTIFIED');
const customerName = object({ id: text, name: text });
const matchPayment: Record<string, JsonObject> = {
  id: text,
  account: text,
  'date?': text,
  amount: text,
  currency: text,
  text,
  references: list(text),
  'endToEndId?': text,
  payer: object({ 'name?': text, 'account?': text, 'postcode?': text }),
};
const matchDecision = { decision: matchVerdict, p: { type: 'number' }, because: text };

export const moneyAnswers: Record<string, JsonObject> = {
  MatchQueue: object({
    items: list(object({ ...matchPayment, ...matchDecision })),
    counts: object({ automatic: whole, suggested: whole, unidentified: whole, waiting: whole, allocated: whole }),
    next: { type: 'null' },
  }),
  MatchWork: object({
    payment: object(matchPayment),
    status: oneOf('unallocated', 'allocated', 'replaced'),
    ...matchDecision,
    candidates: list(ref('MatchCandidate')),
    allocations: list(ref('MatchLine')),
    parts: object({ 'discount?': text, 'fee?': text, 'fx?': text, 'onAccount?': text, 'writeOff?': text }),
    history: list(object({ at: instant, by: text, kind: oneOf('received', 'allocated', 'released', 'replaced'), 'reason?': text })),
  }),
  MatchCandidate: object({
    customer: customerName,
    lines: list(ref('MatchLine')),
    parts: object({ discount: text, fee: text, fx: text, onAccount: text, writeOff: text }),
    p: { type: 'number' },
    fit: oneOf('exact', 'discount', 'fee', 'fx', 'part', 'over'),
    evidence: list(text),
    against: list(text),
  }),
  MatchLine: object({
    item: text,
    number: text,
    customer: customerName,
    'date?': text,
    'due?': text,
    currency: text,
    open: text,
    clears: text,
    'discount?': object({ amount: text, until: text }),
  }),
  MatchAutomatic: object({ allocated: whole, refused: list(object({ payment: text, detail: text })) }),
  OpenItems: object({ items: list(ref('MatchLine')), next: { type: 'null' } }),
  OpenItemsTaken: object({ opened: whole, amended: whole, known: whole }),
  StatementTaken: object({
    file: text,
    statements: list(object({ account: text, added: whole, known: whole, replaced: whole, returned: whole, left: list(text) })),
  }),
  EinvoiceView: object({
    file: text,
    syntax: oneOf('UBL', 'CII', 'EDIFACT'),
    'profile?': text,
    packs: list(text),
    invoice: anyObject,
    places: record(whole),
    findings: list(
      object({
        rule: text,
        severity: oneOf('fatal', 'warning'),
        path: text,
        line: whole,
        message: text,
        terms: list(text),
        'value?': text,
        'fix?': text,
        'at?': text,
      }),
    ),
    'source?': text,
  }),
};
