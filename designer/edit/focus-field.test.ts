import { describe, expect, it } from 'vitest';
import { pointersOf } from './focus-field.ts';

describe('the way to a field', () => {
  it.each([
    ['/nodes/ask/config/remind/after', ['/nodes/ask/config/remind/after', '/nodes/ask/config/remind', '/nodes/ask/config']],
    ['/nodes/ask/slot', ['/nodes/ask/slot']],
    ['/nodes/ask', []],
    ['/signals/cancel/key', ['/signals/cancel/key', '/signals/cancel', '/signals']],
    ['/zone', ['/zone']],
    ['', []],
  ])('of %j leads from the nearest outwards, never to a whole node', (path, pointers) => {
    expect(pointersOf(path)).toEqual(pointers);
  });
});
