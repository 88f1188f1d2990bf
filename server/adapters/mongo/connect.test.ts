import { expect, test } from 'vitest';
import { serverThatSays } from '../../../test/support/wire-server.ts';
import { connect, databaseOf } from './connect.ts';

test.each([
  ['mongodb://127.0.0.1:27017', 'orderloom'],
  ['mongodb://127.0.0.1:27017/', 'orderloom'],
  ['mongodb://127.0.0.1:27017/?replicaSet=rs0', 'orderloom'],
  ['mongodb://a:1,b:2/hub', 'hub'],
  ['mongodb://u:p%2Fq@a:1/hub%20two?w=1', 'hub two'],
  ['mongodb+srv://u:p@cluster.example/shop?retryWrites=true', 'shop'],
])('%s means the database %s', (url, name) => {
  expect(databaseOf(url)).toBe(name);
});

test('a server too old for the driver is refused with the version that is needed', async () => {
  const { url } = await serverThatSays({ maxWireVersion: 6 });
  await expect(connect(url, { patience: 200 })).rejects.toThrow(/^MongoDB at 127\.0\.0\.1:\d+ is too old; 4\.4 or later is needed/);
});

test('a server without a journal is refused at the start, not at the first order', async () => {
  const { url, asked } = await serverThatSays(
    { maxWireVersion: 21 },
    { ok: 0, code: 2, errmsg: "cannot use 'j' option when a host does not have journaling enabled" },
  );
  await expect(connect(url)).rejects.toThrow(/cannot be used: a write cannot be acknowledged from the journals of a majority \(cannot use 'j'/);
  expect(asked.join()).toContain('"writeConcern":{"w":"majority","wtimeout":5000,"j":true}');
});

test('a majority that does not answer in time is no acknowledgement', async () => {
  const late = { ok: 1, n: 1, writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } };
  const { url } = await serverThatSays({ maxWireVersion: 21, setName: 'rs0', me: 'x', hosts: ['x'] }, late);
  await expect(connect(`${url}?directConnection=true`)).rejects.toThrow(/majority \(waiting for replication timed out\)/);
});

test('a server that stands alone is used with a warning, whatever its URL asks of writes', async () => {
  const { url, asked } = await serverThatSays({ maxWireVersion: 21 });
  const words: string[] = [];
  const connection = await connect(`${url}?w=1&journal=false&readPreference=secondary`, { warn: (said) => words.push(said) });
  expect(words).toEqual([expect.stringContaining('stands alone')]);
  expect(connection.db.databaseName).toBe('hub');
  expect(Math.abs(connection.now() - Date.now())).toBeLessThan(1_000);
  expect(asked.filter((one) => one.startsWith('{"update"')).join()).toContain('"w":"majority"');
  await connection.close();
});

test('no server is named with its host and without its password', async () => {
  const failed = connect('mongodb://ada:secret@127.0.0.1:1/hub', { patience: 200 });
  await expect(failed).rejects.toThrow('MongoDB at 127.0.0.1:1 cannot be used: connect ECONNREFUSED 127.0.0.1:1');
  await expect(failed).rejects.not.toThrow(/secret/);
});
