import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../server/http/api.ts';
import { put, valueAt } from './put.ts';

describe('one place of a value is changed', () => {
  it('and the rest stays as it is', () => {
    const config = { cases: [{ port: 'a' }, { port: 'b', when: true }], otherwise: 'rest' };
    expect(put(config, ['cases', 1, 'port'], 'c')).toEqual({ cases: [{ port: 'a' }, { port: 'c', when: true }], otherwise: 'rest' });
    expect(config.cases[1]?.port).toBe('b');
  });
  it('also where nothing was', () => expect(put(undefined, ['auth', 'header'], 'x-key')).toEqual({ auth: { header: 'x-key' } }));
  it('a field that goes takes emptied objects with it, never a place in a list', () => {
    expect(put({ auth: { header: 'x' }, url: 'u' }, ['auth', 'header'], undefined)).toEqual({ url: 'u' });
    expect(put({ rows: [{ a: 1 }, { b: 2 }] }, ['rows', 0, 'a'], undefined)).toEqual({ rows: [{}, { b: 2 }] });
  });
  it('a field called like a built-in is a field', () => expect(valueAt({}, ['toString'])).toBeUndefined());
  it('what is put is found', () => {
    const path = fc.array(fc.oneof(fc.stringMatching(/^[a-z]{1,4}$/), fc.nat(3)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.jsonValue(), path, (value, at) => {
        expect(valueAt(put(value as Json, at, 'x'), at)).toBe('x');
      }),
    );
  });
});
