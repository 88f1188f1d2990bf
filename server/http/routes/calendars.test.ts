import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHarness, openApi } from '../../../test/support/api-harness.ts';
import { homeTenant } from '../../access/viewer.ts';

const office = ['09:00-18:00'];
const ours = {
  title: 'Our warehouse',
  zone: 'Europe/Stockholm',
  base: 'se',
  week: { mon: office, tue: office, wed: office, thu: office, fri: office },
  special: [{ on: '2026-12-28', title: 'Stocktaking' }],
};
const flow = (config: object, more: object = {}) => ({
  format: 1,
  id: 'dunning',
  title: 'Dunning',
  zone: 'Europe/Stockholm',
  nodes: { due: { type: 'schedule@1', config: { cron: '0 7 * * *', ...config } }, hold: { type: 'wait@1', config: { for: 'PT8H', ...more } } },
  edges: [{ from: 'due', to: 'hold' }],
});

describe('calendars', () => {
  let api: ApiHarness;
  beforeAll(async () => {
    api = await openApi();
  });
  afterAll(() => api.close());
  const put = (id: string, body: object, headers: Record<string, string> = {}) => api.call('PUT', `/api/calendars/${id}`, { body: body as never, headers });
  const named = async (path: string) => (await api.call('GET', path)).body;

  it('of three countries are there from the start, with their sources', async () => {
    expect((await named('/api/calendars'))['items']).toMatchObject([{ id: 'se', shipped: true, version: 1 }, { id: 'de' }, { id: 'nl' }]);
    expect(await named('/api/calendars/de')).toMatchObject({ source: expect.arrayContaining([expect.stringContaining('LadSchlG')]) });
    expect((await named('/api/calendars/de/days?year=2026'))['items']).toContainEqual({ date: '2026-12-24', title: 'Heiligabend', open: ['08:00-14:00'] });
  });

  it.each([
    ['a name every hub has', 'se', ours, 'calendar.shipped', '/id'],
    ['a name that is none', 'Our-Place', ours, 'calendar.id', '/id'],
    ['a zone that is none', 'wrong', { ...ours, zone: 'Europe/Stokholm' }, 'calendar.unknown_zone', '/zone'],
    ['an unknown base', 'wrong', { ...ours, base: 'nk' }, 'calendar.unknown_base', '/base'],
    ['no open day', 'wrong', { ...ours, week: {} }, 'calendar.invalid', '/week'],
    ['hours that overlap', 'wrong', { ...ours, week: { mon: ['08:00-12:00', '11:00-17:00'] } }, 'calendar.invalid', '/week'],
    [
      'special hours that overlap',
      'wrong',
      { ...ours, special: [{ on: '01-02', title: 'x', hours: ['08:00-12:00', '11:00-17:00'] }] },
      'calendar.invalid',
      '/special',
    ],
    [
      'years in the wrong order',
      'wrong',
      { ...ours, special: [{ on: '01-02', title: 'x', since: 2027, through: 2026 }] },
      'calendar.invalid',
      '/special/0/through',
    ],
  ])('with %s are refused', async (_, id, body, code, path) => {
    const answer = await put(id, body);
    expect([answer.status, answer.body]).toMatchObject([422, { code, path }]);
  });

  it('that do not fit their form are refused', async () => {
    expect((await put('wrong', { ...ours, week: { mon: ['8-17'] } })).status).toBe(422);
    expect((await put('wrong', { ...ours, special: [{ on: 'yule', title: 'x' }] })).status).toBe(422);
    expect((await put('wrong', { ...ours, holidays: [] })).status).toBe(422);
  });

  it('are kept by admins only', async () => {
    const as = await api.signIn('operator');
    expect((await api.call('PUT', '/api/calendars/ours', { as, body: ours as never })).status).toBe(403);
    expect((await api.call('GET', '/api/calendars', { as })).status).toBe(200);
  });

  it('of our own keep the holidays of their base, and every version by its instant', async () => {
    const first = await put('ours', ours, { 'if-none-match': '*' });
    expect([first.status, first.headers.get('etag'), first.body['version']]).toEqual([200, '"1"', 1]);
    expect((await put('ours', ours, { 'if-none-match': '*' })).status).toBe(409);
    expect((await put('ours', ours)).status).toBe(428);
    const before = new Date(api.clock.now()).toISOString();
    api.clock.set(api.clock.now() + 3_600_000);
    const opened = { ...ours, special: [...ours.special, { on: '2026-12-24', title: 'Last parcels', hours: ['08:00-12:00'] }] };
    expect((await put('ours', opened, { 'if-match': '"1"' })).body).toMatchObject({
      version: 2,
      rev: 2,
      versions: [{ version: 2 }, { version: 1, by: 'Admin token' }],
    });
    expect((await put('ours', opened, { 'if-match': '"1"' })).status).toBe(412);
    expect(await named(`/api/calendars/ours?at=${before}`)).toMatchObject({ version: 1, special: ours.special });
    expect((await api.call('GET', '/api/calendars/ours?at=2020-01-01T00:00:00Z')).status).toBe(404);
    const days = (await named('/api/calendars/ours/days?year=2026'))['items'];
    expect(days).toContainEqual({ date: '2026-06-19', title: 'Midsommarafton', open: [] });
    expect(days).toContainEqual({ date: '2026-12-24', title: 'Last parcels', open: ['08:00-12:00'] });
    expect(days).toContainEqual({ date: '2026-12-28', title: 'Stocktaking', open: [] });
    expect((await api.audit.rows(homeTenant)).items[0]).toMatchObject({ what: 'calendar.changed', on: 'calendar/ours', before: 1, after: 2 });
  });

  it('a drawing names wrongly are problems with a place and a guess', async () => {
    const answer = await api.call('POST', '/api/flows/dunning/validate', { body: flow({ calendar: 'sv' }, { calendar: 'our' }) as never });
    expect([answer.status, answer.body['problems']]).toMatchObject([
      422,
      [
        { code: 'config.unknown_calendar', path: '/nodes/due/config/calendar', node: 'due' },
        { code: 'config.unknown_calendar', path: '/nodes/hold/config/calendar', message: expect.stringContaining('Did you mean ours?') },
      ],
    ]);
    const saved = await api.call('POST', '/api/flows', { body: flow({ calendar: 'sv' }) as never });
    expect([saved.status, saved.body['problems']]).toMatchObject([201, [{ code: 'config.unknown_calendar' }]]);
  });

  it('are frozen at deploy: a later change waits for the next one', async () => {
    const drawing = flow({ calendar: 'ours' }, { calendar: 'de' });
    await api.call('PUT', '/api/flows/dunning', { body: drawing as never, headers: { 'if-match': '*' } });
    await api.call('POST', '/api/flows/dunning/deploy', { body: {} });
    const lockOf = async () =>
      ((await named('/api/flows/dunning')) as { deployed: { flow: { lock: { calendars: Record<string, { version: number; special: object[] }> } } } }).deployed
        .flow.lock;
    const { calendars } = await lockOf();
    expect(Object.entries(calendars).map(([id, { version }]) => [id, version])).toEqual([
      ['de', 1],
      ['ours', 2],
    ]);
    expect(calendars['ours']!.special.length).toBe(18);
    expect(calendars['de']).not.toHaveProperty('source');
    await put('ours', ours, { 'if-match': '"2"' });
    expect((await lockOf()).calendars['ours']!.version).toBe(2);
    const [own] = (await named('/api/calendars'))['items'] as object[];
    expect(own).toMatchObject({ id: 'ours', version: 3, usedBy: [{ flow: 'dunning', title: 'Dunning', nodes: ['due'], version: 2 }] });
    await api.call('POST', '/api/flows/dunning/deploy', { body: {} });
    expect((await lockOf()).calendars['ours']!.version).toBe(3);
  });

  it('say when the schedule of a flow is due next, and why not when it says', async () => {
    const schedule = await named('/api/schedules/preview?flow=dunning&node=due&count=2');
    expect(schedule).toEqual({ zone: 'Europe/Stockholm', items: [{ at: '2026-03-03T06:00:00.000Z' }, { at: '2026-03-04T06:00:00.000Z' }] });
    expect((await api.call('GET', '/api/schedules/preview?flow=dunning&node=hold')).status).toBe(404);
  });

  it('say when a schedule would be due, before it is drawn', async () => {
    const ask = (config: object, more: object = {}) => api.call('POST', '/api/schedules/preview', { body: { config, ...more } as never });
    const month = await ask({ openDay: -1, at: '07:00', calendar: 'ours' }, { zone: 'Europe/Stockholm', count: 1 });
    expect(month.body).toEqual({ zone: 'Europe/Stockholm', items: [{ at: '2026-03-31T05:00:00.000Z' }] });
    const moved = await ask({ cron: '0 7 6 4 *', calendar: 'se', closed: 'next' }, { count: 1 });
    expect(moved.body['items']).toEqual([{ at: '2026-04-07T07:00:00.000Z', movedFrom: '2026-04-06T07:00:00.000Z' }]);
    expect((await ask({ cron: '0 7 * * *' })).body['items']).toHaveLength(10);
    expect((await ask({ cron: '0 7 * * *', calendar: 'oors' })).body).toMatchObject({ code: 'config.unknown_calendar', path: '/config/calendar' });
    expect((await ask({ cron: 'daily at 7' })).body).toMatchObject({ path: '/config/cron' });
    expect((await ask({ cron: '0 7 * * *' }, { zone: 'Stockholm' })).body).toMatchObject({
      path: '/zone',
      detail: expect.stringContaining('Did you mean Europe/Stockholm?'),
    });
  });

  it('of our own are removed once nobody names them, and count on when they come back', async () => {
    const remove = (headers: Record<string, string> = {}) => api.call('DELETE', '/api/calendars/spare?reason=Moved%20out', { headers });
    await put('spare', ours, { 'if-none-match': '*' });
    expect((await api.call('DELETE', '/api/calendars/ours', { headers: { 'if-match': '*' } })).body).toMatchObject({
      code: 'calendar.used',
      detail: expect.stringContaining('Dunning'),
    });
    expect((await remove()).status).toBe(428);
    expect((await remove({ 'if-match': '"9"' })).status).toBe(412);
    expect((await api.call('DELETE', '/api/calendars/spare', { as: await api.signIn('operator'), headers: { 'if-match': '*' } })).status).toBe(403);
    expect((await remove({ 'if-match': '"1"' })).status).toBe(204);
    expect((await api.audit.rows(homeTenant)).items[0]).toMatchObject({ what: 'calendar.removed', reason: 'Moved out' });
    expect((await remove({ 'if-match': '"1"' })).status).toBe(404);
    expect((await api.call('GET', '/api/calendars/spare')).status).toBe(404);
    expect((await put('spare', ours, { 'if-none-match': '*' })).body).toMatchObject({ version: 2 });
  });
});
