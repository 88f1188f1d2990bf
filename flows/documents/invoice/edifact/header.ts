/** INVOIC before its lines: document, references, parties, payment, allowances, attachments. */
import type { Reading, Rule } from './read-invoic.ts';

/** A day of DTM; format 102 is what the standard uses, 203 adds a time. */
export const dayOf = ({ at }: Reading): string | undefined => {
  const written = at(1, 1);
  const days = /^(\d{4})(\d{2})(\d{2})/.exec(written ?? '');
  return days === null ? written : `${days[1]}-${days[2]}-${days[3]}`;
};

/** Free text, put together from its components. */
export const textOf = ({ segment }: Reading): string | undefined => segment.data[4]?.join('').trim() || undefined;

/** Allowances, charges and the discount of a price: ALC opens one, what follows tells it. */
export const charges: Record<string, Rule> = {
  ALC({ at, scope, count, put }) {
    const list = `${scope.line}/${at(1) === 'C' ? 'charges' : 'allowances'}`;
    scope.charge = `${list}/${count(list)}`;
    put(`${scope.charge}/reason`, at(2));
    return at(2, 1) === undefined || put(`${scope.charge}/reasonCode`, at(2, 1));
  },
  PCD: ({ at, scope, number }) => scope.charge !== '' && number(`${scope.charge}/percent`, at(1, 1)),
};

/** Amount of the open allowance or charge. */
export function chargeAmount({ at, scope, number }: Reading): boolean {
  const kind = at(1);
  if (kind === '204' || kind === '23' || kind === '8') return number(`${scope.charge}/amount`, at(1, 1));
  if (kind === '25') return number(`${scope.charge}/base`, at(1, 1));
  return kind === '509' && scope.line !== '' && number(`${scope.line}/price/discount`, at(1, 1));
}

/** TAX+7+VAT+++:::25+S */
export const taxed = ({ at, put, number }: Reading, into: string): boolean => {
  const category = put(`${into}/category`, at(6));
  return number(`${into}/rate`, at(5, 3)) || category;
};

/** Scope of a party the invoice has no place for: nothing can be put there. */
export const nobody = '/nobody';
/** GLN in ISO 6523; agency 9 of UNTDID 3055 is GS1. */
const gln = '0088';

const parties: Record<string, string> = {
  SE: '/seller',
  BY: '/buyer',
  PE: '/payee',
  LC: '/taxRepresentative',
  DP: '/deliveries/0',
};
/** Who stands in where the message names no seller or buyer. */
const standIns: Record<string, { unless: string; party: string }> = { SU: { unless: 'SE', party: '/seller' }, IV: { unless: 'BY', party: '/buyer' } };

const partyOf = (role: string, names: (role: string) => boolean): string | undefined => {
  const standIn = standIns[role];
  return parties[role] ?? (standIn === undefined || names(standIn.unless) ? undefined : standIn.party);
};

const references: Record<string, string> = {
  CT: '/contract',
  ON: '/orders/0/number',
  VN: '/orders/0/salesNumber',
  PQ: '/paymentReference',
  AEP: '/project',
  CR: '/buyerReference',
  AOU: '/buyerAccounting',
};
const days: Record<string, string> = {
  '137': '/issueDate',
  '3': '/issueDate',
  '131': '/taxPointDate',
  '35': '/deliveries/0/date',
  '167': '/period/start',
  '168': '/period/end',
  '13': '/dueDate',
};

export const head: Record<string, Rule> = {
  ...charges,
  BGM: ({ at, put }) => put('/typeCode', at(1)) && put('/number', at(2)),
  DTM(reading) {
    const { at, put, scope } = reading;
    if (scope.group.startsWith('/preceding')) return put(`${scope.group}/issueDate`, dayOf(reading));
    const field = days[at(1) ?? ''];
    return field !== undefined && put(field, dayOf(reading));
  },
  FTX(reading) {
    const { at, put, count } = reading;
    const subject = at(1);
    if (subject === 'AAB') return put('/paymentTerms/0/text', textOf(reading));
    if (subject === 'DOC') return [put('/process', at(3)), put('/profile', textOf(reading))].some(Boolean);
    if (subject === 'AGM') {
      reading.scope.exemption = textOf(reading);
      return true;
    }
    const note = `/notes/${count('/notes')}`;
    return put(`${note}/text`, textOf(reading)) && (subject === undefined || put(`${note}/subject`, subject));
  },
  RFF(reading) {
    const { at, put, scope, count } = reading;
    const kind = at(1) ?? '';
    if (kind === 'OI') {
      scope.group = `/preceding/${count('/preceding')}`;
      return put(`${scope.group}/number`, at(1, 1));
    }
    if (kind === 'AAK' || kind === 'ALO') {
      const list = kind === 'AAK' ? '/despatches' : '/receipts';
      return put(`${list}/${count(list)}/number`, at(1, 1));
    }
    if (kind === 'ATS')
      return scope.group.startsWith('/attachments') ? put(`${scope.group}/id`, at(1, 1)) : at(1, 1) === undefined || put('/object/value', at(1, 1));
    if (kind === 'GN') return put(`${scope.group}/legalId/value`, at(1, 1));
    if (kind === 'VA') return put(`${scope.group}/vatId`, at(1, 1));
    if (kind === 'AHP' || kind === 'FC') return put(`${scope.group}/taxId`, at(1, 1));
    const field = references[kind];
    return field !== undefined && put(field, at(1, 1));
  },
  GIR: ({ at, put }) => put('/object/value', at(2)),
  NAD({ at, put, names, scope, segment }) {
    const party = partyOf(at(1) ?? '', names);
    scope.group = party ?? nobody;
    if (party === undefined) return false;
    const id = party === '/deliveries/0' ? `${party}/location` : `${party}/ids/0`;
    put(`${id}/value`, at(2));
    if (at(2) !== undefined) put(`${id}/scheme`, at(2, 1) ?? (at(2, 2) === '9' ? gln : undefined));
    put(`${party}/name`, at(4));
    put(`${party}/tradingName`, at(4, 1));
    const [street, street2, street3] = segment.data[5] ?? [];
    const address = { street, street2, street3, city: at(6), region: at(7, 3) ?? at(7), postcode: at(8), country: at(9) };
    for (const [field, value] of Object.entries(address)) put(`${party}/address/${field}`, value?.trim() || undefined);
    return true;
  },
  FII({ at, put, get, count }) {
    if (at(1) !== 'RB' && at(1) !== 'BE') return put('/debitedAccount', at(2));
    const accounts = count('/payments');
    const same = accounts > 0 && get(`/payments/${accounts - 1}/account/id`) === at(2);
    const account = `/payments/${same ? accounts - 1 : accounts}/account`;
    put(`${account}/id`, at(2));
    put(`${account}/name`, at(2, 1));
    put(`${account}/bank`, at(3));
    return true;
  },
  CTA: ({ at, put, scope }) => at(2, 1) === undefined || put(`${scope.group}/contact/name`, at(2, 1)),
  COM({ at, put, scope }) {
    if (scope.group.startsWith('/attachments')) return put(`${scope.group}/uri`, at(1));
    const field = { TE: 'phone', EM: 'email' }[at(1, 1) ?? ''];
    return field !== undefined && put(`${scope.group}/contact/${field}`, at(1));
  },
  CUX: ({ at, put }) => put(at(1) === '6' ? '/taxCurrency' : '/currency', at(1, 1)),
  PYT({ scope }) {
    scope.group = '';
    return true;
  },
  PAI({ at, put, count }) {
    const ways = Array.from({ length: Math.max(1, count('/payments')) }, (_, index) => put(`/payments/${index}/code`, at(1, 2)));
    return ways.every(Boolean);
  },
  MOA: (reading) => reading.scope.charge !== '' && chargeAmount(reading),
  TAX: (reading) => reading.scope.charge !== '' && taxed(reading, reading.scope.charge),
  EFI({ at, put, scope, count }) {
    scope.group = `/attachments/${count('/attachments')}`;
    put(`${scope.group}/file/name`, at(1));
    put(`${scope.group}/description`, at(1, 1));
    return true;
  },
};
