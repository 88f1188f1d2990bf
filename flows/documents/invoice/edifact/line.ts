/** A line of INVOIC. */
import { chargeAmount, charges, dayOf, taxed, textOf } from './header.ts';
import type { Rule } from './read-invoic.ts';

/** GTIN by its names in UNTDID 7143, and by its name in ISO 6523. */
const gtin = new Set(['SRV', 'EN', 'UP']);

export const line: Record<string, Rule> = {
  ...charges,
  LIN({ at, put, scope, count }) {
    Object.assign(scope, { line: `/lines/${count('/lines')}`, charge: '', group: '' });
    put(`${scope.line}/id`, at(1));
    if (at(3) === undefined) return true;
    const kind = at(3, 1);
    if (kind === 'IN' || kind === 'BP') return put(`${scope.line}/item/buyerId`, at(3));
    if (kind === 'SA') return put(`${scope.line}/item/sellerId`, at(3));
    return (
      put(`${scope.line}/item/standardId/value`, at(3)) && (kind === undefined || put(`${scope.line}/item/standardId/scheme`, gtin.has(kind) ? '0160' : kind))
    );
  },
  PIA({ at, put, scope, count }) {
    const [id, kind] = [at(2), at(2, 1)];
    if (kind === 'SA') return put(`${scope.line}/item/sellerId`, id);
    if (kind === 'BP' || kind === 'IN') return put(`${scope.line}/item/buyerId`, id);
    const one = `${scope.line}/item/classes/${count(`${scope.line}/item/classes`)}`;
    return put(`${one}/code`, id) && (kind === undefined || put(`${one}/list`, kind));
  },
  IMD: ({ segment, at, put, scope }) =>
    put(`${scope.line}/item/${at(1) === 'F' ? 'name' : 'description'}`, segment.data[3]?.slice(3, 5).join('').trim() || undefined),
  QTY: ({ at, put, number, scope }) => number(`${scope.line}/quantity`, at(1, 1)) && (at(1, 2) === undefined || put(`${scope.line}/unit`, at(1, 2))),
  ALI: ({ at, put, scope }) => put(`${scope.line}/item/origin`, at(1)),
  DTM(reading) {
    const field = { '167': 'start', '168': 'end' }[reading.at(1) ?? ''];
    return field !== undefined && reading.put(`${reading.scope.line}/period/${field}`, dayOf(reading));
  },
  FTX(reading) {
    const { at, put, scope, count, segment } = reading;
    if (at(1) === 'ACB') return put(`${scope.line}/note`, textOf(reading));
    if (at(1) !== 'ACF') return false;
    const [name, ...value] = segment.data[4] ?? [];
    const one = `${scope.line}/item/attributes/${count(`${scope.line}/item/attributes`)}`;
    return put(`${one}/name`, name?.trim() || undefined) && put(`${one}/value`, value.join('').trim() || undefined);
  },
  MOA(reading) {
    const { at, number, scope } = reading;
    return at(1) === '203' || at(1) === '66' ? number(`${scope.line}/net`, at(1, 1)) : scope.charge !== '' && chargeAmount(reading);
  },
  PRI({ at, put, number, scope }) {
    const field = { AAA: 'net', INV: 'net', AAB: 'gross' }[at(1) ?? ''];
    if (field === undefined) return false;
    put(`${scope.line}/price/unit`, at(1, 5));
    number(`${scope.line}/price/quantity`, at(1, 4));
    return number(`${scope.line}/price/${field}`, at(1, 1));
  },
  RFF({ at, put, scope }) {
    if (at(1) === 'ON') return put(`${scope.line}/orderLine`, at(1, 2));
    if (at(1) === 'AWQ') return put(`${scope.line}/buyerAccounting`, at(1, 1));
    return at(1) === 'ATS' && put(`${scope.line}/object/value`, at(1, 1));
  },
  TAX: (reading) => taxed(reading, `${reading.scope.line}/tax`),
};
