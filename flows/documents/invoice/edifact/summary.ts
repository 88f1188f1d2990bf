/** INVOIC after its lines: totals, the breakdown of tax, embedded files. */
import { taxed } from './header.ts';
import type { Rule } from './read-invoic.ts';

const totals: Record<string, string> = {
  '79': 'lines',
  '260': 'allowances',
  '259': 'charges',
  '389': 'net',
  '176': 'tax',
  '124': 'tax',
  '388': 'gross',
  '128': 'gross',
  '77': 'gross',
  '39': 'gross',
  '113': 'prepaid',
  '366': 'rounding',
  '9': 'payable',
};

export const summary: Record<string, Rule> = {
  TAX(reading) {
    const { scope } = reading;
    const before = scope.group === '' ? -1 : Number(scope.group.slice('/taxes/'.length));
    scope.group = `/taxes/${before + 1}`;
    const { exemption } = scope;
    if (exemption !== undefined && reading.at(6) !== 'S') {
      reading.put(`${scope.group}/exemption`, exemption);
      scope.exemption = undefined;
    }
    return taxed(reading, scope.group);
  },
  MOA({ at, get, number, scope }) {
    const [kind = '', amount, currency] = [at(1), at(1, 1), at(1, 2)];
    if (scope.group !== '') {
      const field = { '125': 'base', '124': 'tax' }[kind];
      return field !== undefined && number(`${scope.group}/${field}`, amount);
    }
    const field = totals[kind];
    if (field === undefined) return false;
    return number(`/totals/${field === 'tax' && currency !== undefined && currency !== get('/currency') ? 'taxAccounted' : field}`, amount);
  },
  UNO({ at, put, get, count, segment }) {
    const id = at(2, 1);
    const nth = Array.from({ length: count('/attachments') }, (_, index) => index).find((index) => get(`/attachments/${index}/id`) === id);
    if (nth === undefined) return false;
    put(`/attachments/${nth}/file/mime`, at(3, 1));
    return put(`/attachments/${nth}/file/content`, segment.data[5]?.[0]?.replace(/\s+/g, ''));
  },
};
