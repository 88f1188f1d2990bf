import { describe, expect, test } from 'vitest';
import { enter, type Open } from './home.ts';
import { at, commitOf, deliveryOf, hashOf, headOf, orderOf, startOf } from './samples.ts';

const values: [name: string, value: unknown][] = [
  ['short', 'å'],
  ['empty', ''],
  ['of 2 MB', Array.from({ length: 40_000 }, (_, line) => ({ line, text: `Artikel nummer ${line} 🧵` }))],
  ['in many scripts', 'Malmö 東京 السلام 👩‍🚒 e\u0301 \u0000 \u2028 \\u0041'.repeat(100)],
  ['with half a letter', '\ud83d'.repeat(400)],
  ['with exact money', { amount: '12345678901234567890.12', currency: 'EUR' }],
];

/** Values too large for the log: kept as they were, found by hash inside their own run only. */
export function describePayloads(open: Open): void {
  describe('payloads', () => {
    test.each(values)('a value %s comes back as it was, from a start and from a commit, after a death too', async (_, value) => {
      const { store, die } = await enter(open);
      const json = JSON.stringify(value);
      const both = [
        { hash: hashOf(1), json },
        { hash: hashOf(2), json: '{"beside":true}' },
      ];
      await store.runs.accept(deliveryOf('D1', [{ ...startOf('R1'), payloads: both }], { body: json }));
      await store.runs.accept(orderOf('R2'));
      await store.runs.commit(commitOf(headOf('R2', { seq: 2 }), { payloads: [...both].reverse() }));
      for (const runs of [store.runs, (await die()).runs]) {
        for (const run of ['R1', 'R2']) {
          expect((await runs.payload('t', run, hashOf(1))) === json).toBe(true);
          expect(await runs.payload('t', run, hashOf(2))).toBe('{"beside":true}');
        }
      }
    });

    test('the holder of a new run reads its values before and after its first commit', async () => {
      const { store } = await enter(open);
      const value = (no: number) => ({ hash: hashOf(no), json: JSON.stringify(`value ${no}`) });
      await store.runs.accept(deliveryOf('D1', [{ ...startOf('R1'), payloads: [value(1)] }]));
      await store.runs.claim('t', 'R1', at);
      expect(await store.runs.payload('t', 'R1', hashOf(1))).toBe('"value 1"');
      await store.runs.commit(commitOf(headOf('R1', { seq: 2 }), { payloads: [value(2)], release: false }));
      expect(await store.runs.payload('t', 'R1', hashOf(1))).toBe('"value 1"');
      expect(await store.runs.payload('t', 'R1', hashOf(2))).toBe('"value 2"');
      expect(await store.runs.payload('t', 'R1', hashOf(3))).toBeUndefined();
    });

    test('a value belongs to its run: no other run, tenant or later life finds it', async () => {
      const { store, die } = await enter(open);
      const payloads = [{ hash: hashOf(1), json: '"mine"' }];
      await store.runs.accept(deliveryOf('D1', [{ ...startOf('R1'), payloads }, startOf('R2', { flow: 'stock' })]));
      for (const runs of [store.runs, (await die()).runs]) {
        expect(await runs.payload('t', 'R2', hashOf(1))).toBeUndefined();
        expect(await runs.payload('u', 'R1', hashOf(1))).toBeUndefined();
        expect(await runs.payload('t', 'R9', hashOf(1))).toBeUndefined();
      }
    });

    test('a value that several commits bring is one value', async () => {
      const { store, die } = await enter(open);
      const value = (no: number) => ({ hash: hashOf(no), json: JSON.stringify(`value ${no}`.repeat(200)) });
      await store.runs.accept(deliveryOf('D1', [{ ...startOf('R1'), payloads: [value(1)] }]));
      await store.runs.commit(commitOf(headOf('R1', { seq: 2 }), { payloads: [value(1), value(2)] }));
      const next = await die();
      await next.runs.commit(commitOf(headOf('R1', { seq: 3 }), { payloads: [value(2), value(1), value(3)] }));
      for (const no of [1, 2, 3]) expect(await next.runs.payload('t', 'R1', hashOf(no))).toBe(value(no).json);
    });
  });
}
