import { expect, it } from 'vitest';
import { nameOfPin, type Pin, pinnedSample, pinSample, readPin } from './pinned-sample.ts';

it.each<[string, Pin]>([
  ['a stored sample', { kind: 'sample', id: 'small', name: 'Small one' }],
  ['a past run', { kind: 'run', id: 'r1', key: '10422' }],
  ['a document', { kind: 'json', name: 'Pasted', body: { number: 'A' } }],
  ['an empty document', { kind: 'json', name: 'Pasted', body: null }],
])('%s is read as it was written', (_, pin) => expect(readPin(JSON.stringify(pin))).toEqual(pin));

it.each([null, '', 'null', '{', '[]', '"x"', '{"kind":"run"}', '{"kind":"json","name":"x"}', '{"kind":"other","id":"a","name":"b"}'])(
  '%j is no sample',
  (text) => expect(readPin(text)).toBeUndefined(),
);

it('each flow has its own, and people read its name', () => {
  pinSample('one', { kind: 'run', id: 'r1', key: '10422' });
  expect(pinnedSample('other')).toBeUndefined();
  expect(nameOfPin(pinnedSample('one')!)).toBe('10422');
  pinSample('one', undefined);
  expect(pinnedSample('one')).toBeUndefined();
});
