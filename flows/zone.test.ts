import { expect, test } from 'vitest';
import { checkEnvelope } from './check.ts';
import { checkZone, isZone } from './zone.ts';

test.each(['Europe/Stockholm', 'America/New_York', 'Australia/Lord_Howe', 'UTC', 'Etc/GMT+5'])('%s is a time zone', (zone) => expect(isZone(zone)).toBe(true));

test.each([
  ['Europe/Stokholm', 'Did you mean Europe/Stockholm?'],
  ['Stockholm', 'Did you mean Europe/Stockholm?'],
  ['new york', 'Did you mean America/New_York?'],
  ['America/NewYork', 'Did you mean America/New_York?'],
  ['Mars/Olympus_Mons', 'write one like Europe/Stockholm'],
  ['', 'write one like Europe/Stockholm'],
])('%j is none: %s', (zone, help) => {
  expect(checkZone(zone, '/zone')).toMatchObject([{ code: 'config.unknown_zone', path: '/zone', message: expect.stringContaining(help) }]);
});

test('a flow in a zone that is none is told which was meant', () => {
  const flow = { format: 1, id: 'hello', title: 'Hello', zone: 'Berlin', nodes: {}, edges: [] };
  expect(checkEnvelope(flow)).toMatchObject([{ code: 'flow.unknown_zone', path: '/zone', message: expect.stringContaining('Did you mean Europe/Berlin?') }]);
});
