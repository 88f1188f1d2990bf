import { describe, expect, it } from 'vitest';
import { placeIn } from './place-in.ts';

/** The place at `|`. */
const place = (text: string) => placeIn(text.replace('|', ''), text.indexOf('|'));

describe('what is about to be written', () => {
  it.each([
    ['|', { kind: 'start', typed: '' }],
    ['or|', { kind: 'start', typed: 'or', from: 0 }],
    ['order.|', { kind: 'field', path: ['order'], typed: '', from: 6 }],
    ['order.li|', { kind: 'field', path: ['order'], typed: 'li', from: 6 }],
    ['order.lines[0].s|', { kind: 'field', path: ['order', 'lines'], typed: 's' }],
    ['steps.wait.facts.`quote.accepted`.|', { kind: 'field', path: ['steps', 'wait', 'facts', 'quote.accepted'] }],
    ['steps.`wa|', { kind: 'field', path: ['steps'], typed: 'wa', from: 6 }],
    ['order . customer . |', { kind: 'field', path: ['order', 'customer'], typed: '' }],
    ['$money(order.total.am|', { kind: 'field', path: ['order', 'total'], typed: 'am' }],
    ['order.total > |', { kind: 'start', inside: undefined, typed: '' }],
    ['"EUR" & st|', { kind: 'start', typed: 'st' }],
    ['$$.|', { kind: 'field', path: [] }],
  ])('%s', (text, expected) => expect(place(text)).toMatchObject(expected));
});

describe('names without a root', () => {
  it.each([
    ['order.lines[ki|', ['order', 'lines']],
    ['order.lines[sku = "A" and q|', ['order', 'lines']],
    ['order.lines.(price * q|', ['order', 'lines']],
    ['order.lines.{ "s": sk|', ['order', 'lines']],
    ['$sum(order.lines.(q|', ['order', 'lines']],
    ['$count(q|', undefined],
    ['[q|', undefined],
  ])('%s are looked up in %j', (text, inside) => expect(place(text)).toMatchObject({ kind: 'start', inside }));

  it('and their own fields in those', () => {
    expect(place('order.lines.(unitPrice.a|')).toMatchObject({ kind: 'field', path: ['order', 'lines', 'unitPrice'], typed: 'a' });
    expect(place('order.lines[$.unitPrice.|')).toMatchObject({ kind: 'field', path: ['order', 'lines', 'unitPrice'] });
  });
});

describe('functions and tables', () => {
  it.each([
    ['$|', { kind: 'function', typed: '$', from: 0 }],
    ['1 + $su|', { kind: 'function', typed: '$su', from: 4 }],
    ['$lookup("|', { kind: 'table', typed: '', from: 9 }],
    ['$lookup("carr|', { kind: 'table', typed: 'carr' }],
    ['$lookup("carriers", order.carrier, "na|', { kind: 'column', table: 'carriers', typed: 'na' }],
    ['$lookup("carriers", "ma|', { kind: 'none' }],
  ])('%s', (text, expected) => expect(place(text)).toMatchObject(expected));
});

describe('nothing is offered', () => {
  it.each([['"a text |'], ["$join(order.lines.sku, '|"], ['/* words |'], ['$sum(x).|'], ['order.total|'.replace('total|', 'lines)|')], ['12|'], ['"done"|']])(
    'at %s',
    (text) => expect(place(text)).toEqual({ kind: 'none' }),
  );
});
