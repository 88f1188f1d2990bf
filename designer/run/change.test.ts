import { describe, expect, test } from 'vitest';
import type { Json } from '../../server/http/api.ts';
import { changesOf, editOf } from './change.ts';

describe('a changed request', () => {
  test.each<[string, Json, Json, object[]]>([
    ['a field', { sku: 'A' }, { sku: 'B' }, [{ path: 'sku', before: 'A', after: 'B' }]],
    ['a field of a line', { lines: [{ sku: 'A', n: 1 }] }, { lines: [{ sku: 'B', n: 1 }] }, [{ path: 'lines[0].sku', before: 'A', after: 'B' }]],
    ['a new line', { lines: [] }, { lines: [1] }, [{ path: 'lines[0]', after: 1 }]],
    ['a line less', { lines: [1, 2] }, { lines: [1] }, [{ path: 'lines[1]', before: 2 }]],
    ['nothing', { a: { b: [null] } }, { a: { b: [null] } }, []],
  ])('%s is shown by its path', (_, before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });

  test('sends only the fields that differ', () => {
    expect(editOf({ service: 'parcel', note: 'x' }, '{"service":"pallet","note":"x","floor":2}')).toMatchObject({ patch: { service: 'pallet', floor: 2 } });
  });

  test.each([
    ['{"a":', { problem: 'json' }],
    ['[1]', { problem: 'object' }],
    ['{"b":1}', { problem: 'removed', name: 'a' }],
    ['{ "a": 1 }', { changes: [] }],
  ])('%s is read as %o', (text, edit) => {
    expect(editOf({ a: 1 }, text)).toEqual(edit);
  });
});
