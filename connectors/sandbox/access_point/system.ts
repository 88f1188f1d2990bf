/** The simulated network: takes documents once by key, and its buyers answer as they are told to behave. */
import { hash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Invoice } from '../../../flows/documents/invoice/invoice.ts';
import { type JsonObject, ProblemError } from '../../../flows/flow.ts';
import { fieldOf, objectOf, textOf } from '../../../nodes/json-fields.ts';
import { keepBill } from '../bank/bill.ts';
import { invalid, notFound, type SandboxStore, type System, type SystemReply, type SystemRequest } from '../server/store.ts';

/** What a buyer does with what it gets; the first says what one does that was told nothing. */
export const behaviours = ['approve', 'query', 'reject', 'refuse_message', 'refuse', 'clear', 'twice', 'silent', 'absent'] as const;
type Behaviour = (typeof behaviours)[number];

const require = createRequire(import.meta.url);

interface Said {
  type: string;
  code?: string;
  reasons?: string[];
}

const receipt: Said = { type: 'invoice.receipt' };
const response = (code: string, ...reasons: string[]): Said => ({ type: 'invoice.response', code, ...(reasons.length === 0 ? {} : { reasons }) });

const answers: Record<Behaviour, Said[]> = {
  approve: [receipt, response('AB'), response('AP')],
  query: [receipt, response('AB'), response('UQ', 'PIN', 'the price differs from the order')],
  reject: [receipt, response('RE', 'NOO', 'not ordered')],
  refuse_message: [{ type: 'invoice.message_status', code: 'RE', reasons: ['BR-02'] }],
  twice: [receipt, receipt, response('AP'), response('AP')],
  refuse: [],
  // An authority: its number makes the invoice valid, then the buyer has it.
  clear: [{ type: 'invoice.cleared' }, receipt],
  silent: [],
  absent: [],
};

/** Between two answers of one buyer, ms. */
const pause = 1_000;

export const accessPoint: System = {
  id: 'sandbox_access_point',
  title: 'Access point',
  effectClass: 'A',
  segment: 'access-point',
  handle(request, store) {
    const [kind, id] = request.path;
    if (kind === 'discovery') return discover(request, store);
    if (kind === 'participants' && id !== undefined && request.method === 'PUT') return teach(id, request, store);
    if (kind !== 'document_submissions') return notFound(`/${request.path.join('/')}`);
    if (request.method === 'POST') return submit(request, store);
    if (id === undefined) return { status: 200, body: { items: store.list('ap.document') } };
    const found = store.get('ap.document', id);
    return found ? { status: 200, body: found } : notFound(`document ${id}`);
  },
  facts: (store) => ({ documents: store.count('ap.document'), duplicates: store.doubled('ap.document') }),
};

const buyerOf = (scheme: string, identifier: string): string => `${scheme}:${identifier}`;
const behaviourOf = (buyer: string, store: SandboxStore): Behaviour => (textOf(store.get('ap.participant', buyer)?.['behaviour']) ?? 'approve') as Behaviour; // only these are kept

function discover({ query }: SystemRequest, store: SandboxStore): SystemReply {
  const buyer = buyerOf(query.get('scheme') ?? '', query.get('identifier') ?? '');
  if (behaviourOf(buyer, store) === 'absent' || buyer === ':') return { status: 404, body: { error: `${buyer} is not registered` } };
  return { status: 200, body: { reachable: true, because: `${buyer} is registered for this document` } };
}

function teach(buyer: string, { body }: SystemRequest, store: SandboxStore): SystemReply {
  const behaviour = textOf(objectOf(body)['behaviour']) ?? '';
  if (!behaviours.includes(behaviour as Behaviour)) return invalid(`a buyer behaves as one of ${behaviours.join(', ')}`);
  store.put('ap.participant', buyer, { behaviour });
  return { status: 200, body: { buyer, behaviour }, applied: true };
}

function submit({ body, now }: SystemRequest, store: SandboxStore): SystemReply {
  const asked = objectOf(body);
  const number = textOf(asked['number']);
  const document = Buffer.from(textOf(asked['document']) ?? '', 'base64');
  const invoice = read(document);
  if (number === undefined || invoice?.number !== number)
    return invalid(`the document says ${invoice?.number ?? 'no number'}, the submission ${number ?? 'none'}`);
  const buyer = buyerOf(textOf(fieldOf(asked, 'receiver', 'scheme')) ?? '', textOf(fieldOf(asked, 'receiver', 'identifier')) ?? '');
  const behaviour = behaviourOf(buyer, store);
  if (behaviour === 'absent' || behaviour === 'refuse') return invalid(`${buyer} ${behaviour === 'refuse' ? 'takes no such document' : 'is not registered'}`);
  const id = `AP-${store.next('ap.document')}`;
  store.put('ap.document', id, { id, number, buyer, status: 'accepted', sha256: hash('sha256', document), bytes: document.byteLength, at: now }, number);
  keepBill(invoice, store);
  for (const [no, said] of answers[behaviour].entries()) answerLater(id, number, said, now + no * pause, store);
  return { status: 201, body: { id, status: 'accepted' }, applied: true };
}

/** The reader is loaded with the first document. */
function read(document: Buffer): Invoice | undefined {
  const { readInvoice } = require('../../../flows/documents/invoice/read-invoice.ts') as typeof import('../../../flows/documents/invoice/read-invoice.ts');
  try {
    return readInvoice(document).invoice;
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}

/** Told to the hub by the messages that wait to be sent, each under an id of its own. */
function answerLater(id: string, number: string, { type, ...said }: Said, at: number, store: SandboxStore): void {
  const key = `sbx-${type}-${store.next('outgoing')}`;
  const cleared = type === 'invoice.cleared' ? { officialNumber: `KSEF-${id}` } : {};
  const data: JsonObject = { number, id, at: new Date(at).toISOString(), ...cleared, ...said };
  store.put('outgoing', key, { id: key, at, raw: JSON.stringify({ type, data }), path: 'sandbox_access_point' });
}
