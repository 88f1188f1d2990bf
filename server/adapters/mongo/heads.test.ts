import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunHead, TaskDoc } from '../../engine/ports.ts';
import { headFields, headNames, headOf, taskDocument, taskOf } from './heads.ts';
import { packText, textOf } from './stored-text.ts';

const bare: RunHead = { tenant: 't', id: 'R1', flow: 'f', version: 'v', status: 'waiting', startedAt: 1, updatedAt: 2, seq: 3, open: ['a'], keys: ['k'] };
const full: RunHead = {
  ...bare,
  ...{ code: 'c', reason: 'r', fingerprint: 'p', endedAt: 4, wakeAt: 0, amount: '5', currency: 'EUR', parent: 'R0', lane: 'l', inFlight: true, held: 'wms' },
};

test('a head comes back as it was, and says which of its fields are to be cleared', () => {
  for (const head of [bare, full]) {
    const { set, unset } = headFields(head);
    expect(headOf(set)).toEqual(head);
    expect([...Object.keys(set), ...unset].sort()).toEqual([...headNames].sort());
  }
  expect(headFields(full).unset).toEqual([]);
  expect(headFields(bare).unset).toHaveLength(11);
});

test('a task comes back as it was, but for a status that was changed beside it', () => {
  const task: TaskDoc = {
    ...{ tenant: 't', id: 'T/1', runId: 'R1', step: 's', node: 'n', flow: 'f', key: 'k', createdAt: 1, status: 'claimed', claimedBy: 'ada' },
    ...{ title: 'Å', role: 'finance', form: { $ref: '#' }, data: { 'a.b': null }, answer: { $x: 1 } },
  };
  const doc = taskDocument(task);
  expect(doc._id).toBe('t/T%2F1');
  expect(taskOf(doc)).toEqual(task);
  expect(taskOf({ ...doc, status: 'canceled' })).toEqual({ ...task, status: 'canceled' });
});

test('a text comes back as it was, and is not longer for being packed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), fc.nat(20), (text, times) => {
      const whole = text.repeat(times);
      const stored = packText(whole);
      expect(textOf(stored)).toBe(whole);
      expect(stored.packed?.length ?? 0).toBeLessThanOrEqual(Buffer.byteLength(whole));
    }),
  );
  expect(packText('{"sku":"HP-1"},'.repeat(100)).packed?.length).toBeLessThan(100);
  expect(() => textOf({})).toThrow('neither text nor frame');
});
