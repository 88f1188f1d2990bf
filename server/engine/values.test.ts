import { describe, expect, it } from 'vitest';
import { StoreAway } from './ports.ts';
import { refOf, valuesOf } from './values.ts';

const large = (text: string) => ({ text: text.repeat(600) });
const none = valuesOf(async () => undefined);

describe('a value', () => {
  it('that is small stands in the log itself', () => {
    expect([none.keep({ n: 1 }), none.keep('x'), none.fresh()]).toEqual([{ v: { n: 1 } }, { v: 'x' }, []]);
    expect(none.get({ v: 0 })).toBe(0);
    expect(none.get(undefined)).toBeNull();
  });

  it('that is large goes out once with the next commit, and is at hand at once', () => {
    const values = valuesOf(async () => undefined);
    const value = large('keep');
    const ref = values.keep(value);
    expect([values.keep(value), values.keep(large('keep'))]).toEqual([ref, ref]);
    expect(values.fresh()).toEqual([{ hash: (ref as { ref: string }).ref, json: JSON.stringify(value) }]);
    expect(values.fresh()).toEqual([]);
    expect(values.get(ref)).toBe(value);
  });

  it('that is a long text is kept the same way', () => {
    const values = valuesOf(async () => undefined);
    const ref = values.keep('y'.repeat(600));
    expect(values.get(ref)).toBe('y'.repeat(600));
    expect(values.fresh()).toHaveLength(1);
  });

  it('that the store keeps is read once, and keeps its name', async () => {
    let reads = 0;
    const values = valuesOf(async () => {
      reads += 1;
      return JSON.stringify(large('read'));
    });
    const first = await values.get({ ref: 'h1' });
    expect(await values.get({ ref: 'h1' })).toBe(first);
    expect(reads).toBe(1);
    expect(values.keep(first)).toEqual({ ref: 'h1' });
    expect(values.fresh()).toEqual([]);
  });

  it('that the store keeps may be a text', async () => {
    expect(await valuesOf(async () => '"text"').get({ ref: 'h' })).toBe('text');
  });

  it('that was just taken in is at hand without asking the store', () => {
    const value = large('in');
    const { ref, payload } = refOf(value);
    expect(payload).toBeDefined();
    expect(none.get(ref)).toBe(value);
    expect(none.keep(value)).toEqual(ref);
  });

  it('that is gone from the store is an error of that value; a store that is away is none', async () => {
    await expect(none.get({ ref: 'gone' })).rejects.toThrow('payload gone is missing from the store');
    const away = valuesOf(() => Promise.reject(new Error('no route')));
    await expect(away.get({ ref: 'h' })).rejects.toThrow(StoreAway);
  });
});
