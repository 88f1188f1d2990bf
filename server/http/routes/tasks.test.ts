import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../flows/flow.ts';
import { type ApiHarness, openApi, people } from '../../../test/support/api-harness.ts';
import { linkKeyOf, tokenFor } from '../../access/task-token.ts';
import { keyOf } from '../../adapters/memory/disk.ts';
import type { TaskDoc } from '../../engine/ports.ts';

type Who = { cookie: string };
const linkKey = linkKeyOf(Buffer.alloc(32, 3));
const form = { type: 'object', required: ['ok'], additionalProperties: false, properties: { ok: { type: 'boolean' } } };
const hour = 3_600_000;

let api: ApiHarness;
let ada: Who;
let otto: Who;
let count = 0;
beforeAll(async () => {
  api = await openApi({ linkKey });
  [ada, otto] = [await api.signIn('admin'), await api.signIn('operator')];
});
afterAll(() => api.close());

function task(more: Partial<TaskDoc> = {}): string {
  const id = `task${(count += 1)}`;
  const place = { runId: `run-of-${id}`, step: 's', node: 'review', flow: 'small', key: 'G-1', createdAt: api.clock.now() };
  api.disk.tasks.set(keyOf('main', id), { tenant: 'main', id, title: 'Credit review', role: 'operator', form, ...place, status: 'open', ...more });
  return id;
}
const act = (as: Who | { token: string }, id: string, word: string, body: Json = {}) => api.call('POST', `/api/tasks/${id}/${word}`, { as, body });
const complete = (as: Who | { token: string }, id: string) => act(as, id, 'complete', { answer: { ok: true } });
const decisionOf = async (id: string) => (await api.reads.signalsOf('main', [`run-of-${id}`]))[0];
const audited = async (id: string) =>
  (await api.audit.rows('main', { limit: 200 })).items
    .filter(({ on }) => on === `task/${id}`)
    .map(({ what, by, after }) => [what, by.name, (after as { for?: string } | undefined)?.for].filter(Boolean).join(' '))
    .reverse();

describe('a claimed task', () => {
  it('is given back by its claimer or an admin, and by nobody else', async () => {
    const id = task();
    expect(await act(otto, id, 'release')).toMatchObject({ status: 409, body: { code: 'task.not_claimed' } });
    expect(await act(ada, id, 'claim')).toMatchObject({ body: { mine: true, can: ['release', 'complete'] } });
    expect(await act(otto, id, 'release')).toMatchObject({ status: 403, body: { code: 'task.not_yours' } });
    expect(await act(ada, id, 'release')).toMatchObject({ body: { status: 'open', can: ['claim', 'complete'] } });
    await act(otto, id, 'claim');
    expect(await act(ada, id, 'release')).toMatchObject({ body: { status: 'open' } });
    expect(await audited(id)).toEqual(['task.claimed Ada', 'task.released Ada', 'task.claimed Otto', 'task.released Ada']);
  });

  it('of somebody of the same name is still somebody else’s', async () => {
    const id = task({ status: 'claimed', claimedBy: 'Otto', claimedById: 'another' });
    expect(await act(otto, id, 'complete', { answer: { ok: true } })).toMatchObject({ status: 409, body: { code: 'task.claimed' } });
  });

  it('of two who claim at once one has it', async () => {
    const id = task();
    const answers = await Promise.all([act(ada, id, 'claim'), act(otto, id, 'claim')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('a task for one person', () => {
  it('is refused to others, until it is escalated', async () => {
    const id = task({ assignee: people.admin.email });
    expect(await act(otto, id, 'claim')).toMatchObject({ status: 403, body: { code: 'task.assigned' } });
    const moved = task({ assignee: people.admin.email, moves: { no: 1, role: 'operator', reminded: [], escalated: [{ at: 1, role: 'operator' }] } });
    expect(await act(otto, moved, 'claim')).toMatchObject({ status: 200 });
  });

  it('a task of the role admin is an admin’s', async () => {
    const id = task({ role: 'admin' });
    expect(await complete(otto, id)).toMatchObject({ status: 403, body: { code: 'task.role' } });
    expect(await complete(ada, id)).toMatchObject({ status: 200 });
  });
});

describe('a deputy', () => {
  const until = (hours: number) => new Date(api.clock.now() + hours * hour).toISOString();
  beforeEach(async () => {
    await api.call('PUT', '/api/me/deputy', { as: ada, body: { email: 'OTTO@example.com ', until: until(24) } });
  });

  it('sees and may take what is for the other, and what the other has claimed; the audit says for whom', async () => {
    const assigned = task({ assignee: people.admin.email });
    const claimed = task({ status: 'claimed', claimedBy: 'Ada', claimedById: (await api.call('GET', '/api/me', { as: ada })).body['id'] as string });
    const list = await api.call('GET', '/api/tasks?deputy=true', { as: otto });
    expect((list.body['items'] as { id: string; for: string }[]).slice(0, 2).map((one) => [one.id, one.for])).toEqual([
      [claimed, 'Ada'],
      [assigned, 'Ada'],
    ]);
    expect(await act(otto, claimed, 'claim')).toMatchObject({ status: 200, body: { claimedBy: 'Otto', claimedFor: 'Ada', mine: true } });
    expect(await complete(otto, assigned)).toMatchObject({ status: 200 });
    expect(await audited(claimed)).toEqual(['task.claimed Otto Ada']);
    expect(await audited(assigned)).toEqual(['task.completed Otto Ada']);
    expect(await decisionOf(assigned)).toMatchObject({ data: { by: 'Otto', for: 'Ada' } });
  });

  it('is one only in the time that was said', async () => {
    const id = task({ assignee: people.admin.email });
    await api.call('PUT', '/api/me/deputy', { as: ada, body: { email: people.operator.email, from: until(1), until: until(2) } });
    expect(await act(otto, id, 'claim')).toMatchObject({ status: 403 });
    expect(await api.call('DELETE', '/api/me/deputy', { as: ada })).toMatchObject({ body: { mine: null } });
  });

  it.each([
    ['nobody known', { email: 'no@example.com', until: '2030-01-01T00:00:00Z' }, 'deputy.unknown'],
    ['oneself', { email: people.admin.email, until: '2030-01-01T00:00:00Z' }, 'deputy.self'],
    ['a time that is over', { email: people.operator.email, until: '2020-01-01T00:00:00Z' }, 'deputy.period'],
    ['a time without end', { email: people.operator.email, until: '2090-01-01T00:00:00Z' }, 'deputy.period'],
  ])('%s is refused', async (_, body, code) => {
    expect(await api.call('PUT', '/api/me/deputy', { as: ada, body })).toMatchObject({ status: 422, body: { code } });
  });
});

describe('four eyes', () => {
  it('the run goes on once a second, different person has confirmed', async () => {
    const id = task({ fourEyes: true });
    expect(await complete(ada, id)).toMatchObject({ status: 200, body: { status: 'claimed', first: { by: 'Ada', answer: { ok: true } }, can: [] } });
    expect(await decisionOf(id)).toBeUndefined();
    expect(await act(ada, id, 'confirm', { agree: true })).toMatchObject({ status: 403, body: { code: 'task.same_person' } });
    expect(await complete(otto, id)).toMatchObject({ status: 409, body: { code: 'task.needs_second_person' } });
    expect(await act(ada, id, 'release')).toMatchObject({ status: 409 });
    expect(await act(otto, id, 'confirm', { agree: true })).toMatchObject({ body: { status: 'completed', completedBy: 'Ada', confirmedBy: 'Otto' } });
    expect(await decisionOf(id)).toMatchObject({ data: { by: 'Ada', confirmedBy: 'Otto', answer: { ok: true } } });
    expect(await audited(id)).toEqual(['task.answered Ada', 'task.confirmed Otto']);
  });

  it('who does not agree sends it back to the first, with a reason', async () => {
    const id = task({ fourEyes: true });
    await complete(otto, id);
    expect(await act(ada, id, 'confirm', { agree: false, reason: 'The limit is old' })).toMatchObject({
      body: { status: 'claimed', claimedBy: 'Otto', sentBack: { by: 'Ada', reason: 'The limit is old' } },
    });
    expect(await complete(otto, id)).toMatchObject({ body: { first: { by: 'Otto' } } });
    expect((await act(ada, id, 'confirm', { agree: true })).body).not.toHaveProperty('sentBack');
  });

  it('of two who confirm at once one has decided', async () => {
    const id = task({
      status: 'claimed',
      claimedBy: 'Eve',
      claimedById: 'eve',
      fourEyes: true,
      first: { by: 'Eve', byId: 'eve', at: 1, answer: { ok: true } },
    });
    const answers = await Promise.all([act(ada, id, 'confirm', { agree: true }), act(otto, id, 'confirm', { agree: true })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const decision = (await decisionOf(id))?.data as { confirmedBy: string };
    const kept = await api.call('GET', `/api/tasks?runId=run-of-${id}`);
    expect(kept.body).toMatchObject({ items: [{ status: 'completed', completedBy: 'Eve', confirmedBy: decision.confirmedBy }] });
  });

  it('an API token is no person', async () => {
    const id = task({ fourEyes: true });
    expect(await complete({ token: 'admin-token' }, id)).toMatchObject({ status: 403, body: { code: 'task.person_needed' } });
    await complete(otto, id);
    expect(await act({ token: 'admin-token' }, id, 'confirm', { agree: true })).toMatchObject({ status: 403, body: { code: 'task.person_needed' } });
  });

  it('whom a deputy answered for is no second person', async () => {
    await api.call('PUT', '/api/me/deputy', { as: ada, body: { email: people.operator.email, until: new Date(api.clock.now() + hour).toISOString() } });
    const id = task({ fourEyes: true, assignee: people.admin.email });
    await complete(otto, id);
    expect(await act(ada, id, 'confirm', { agree: true })).toMatchObject({ status: 403, body: { code: 'task.same_person' } });
  });

  it('no signal by hand stands for the two', async () => {
    const id = task({ fourEyes: true });
    const signal = { name: 'task.completed', key: `run-of-${id}`, id, data: { by: 'x', byId: 'a', confirmedBy: 'y', confirmedById: 'b' } };
    expect(await api.call('POST', '/api/signals', { as: otto, body: signal })).toMatchObject({ status: 422, body: { code: 'signal.reserved' } });
  });
});

it('lists: mine, overdue, and through many others by pages', async () => {
  const me = (await api.call('GET', '/api/me', { as: otto })).body['id'] as string;
  const mine = [1, 2, 3].map(() => task({ role: 'rare', status: 'claimed', claimedBy: 'Otto', claimedById: me, due: api.clock.now() - 1 }));
  for (let n = 0; n < 7; n += 1) task({ role: 'rare', status: 'claimed', claimedBy: 'Eve', claimedById: 'eve', due: api.clock.now() + hour });
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await api.call('GET', `/api/tasks?role=rare&mine=true&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`, { as: otto });
    ids.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
    cursor = body['next'] as string | null;
  }
  expect(ids).toEqual(mine.toReversed());
  const overdue = await api.call('GET', '/api/tasks?role=rare&overdue=true', { as: otto });
  expect((overdue.body['items'] as { id: string }[]).map(({ id }) => id)).toEqual(mine.toReversed());
});

describe('a link', () => {
  const tokenIn = (url: unknown): string => String(url).split('/t/')[1]!;
  const made = async (id: string, body: Json = { for: 'Kim' }) => tokenIn((await act(ada, id, 'link', body)).body['url']);
  const look = (token: string) => api.call('GET', `/api/t/${token}`, { as: null });
  const send = (token: string, answer: Json = { ok: true }) => api.call('POST', `/api/t/${token}`, { as: null, body: { answer } });

  it('lets somebody without an account answer once; a second answer is refused in words', async () => {
    const id = task({ data: { street: 'Main 1', iban: 'DE89370400440532013000' } });
    const token = await made(id);
    const seen = await look(token);
    expect(seen).toMatchObject({ status: 200, body: { title: 'Credit review', for: 'Kim', form, data: { street: 'Main 1', iban: '•••• 3000' } } });
    expect(Object.keys(seen.body).sort()).toEqual(['data', 'expires', 'for', 'form', 'title']);
    expect(await send(token, { ok: 'yes' })).toMatchObject({ status: 422, body: { path: '/answer/ok' } });
    expect(await send(token)).toMatchObject({ status: 200, body: { needsSecondPerson: false } });
    expect(await send(token)).toMatchObject({ status: 410, body: { code: 'link.used' } });
    expect(await look(token)).toMatchObject({ status: 410, body: { code: 'link.used' } });
    expect(await decisionOf(id)).toMatchObject({ data: { by: 'Kim (by link)' } });
    expect((await api.call('GET', `/api/tasks/${id}/links`)).body).toMatchObject({ items: [{ for: 'Kim', status: 'used', by: 'Ada' }] });
  });

  it('sent twice at once answers once', async () => {
    const token = await made(task());
    const answers = await Promise.all([send(token), send(token)]);
    expect(answers.map(({ status }) => status).sort()[0]).toBe(200);
    expect(answers.map(({ status }) => status).sort()[1]).toBeGreaterThanOrEqual(409);
  });

  it('shows the order only where the flow chose to', async () => {
    const token = await made(task({ data: { margin: 4, total: 5 }, isOrder: true }));
    expect((await look(token)).body).not.toHaveProperty('data');
  });

  it('keeps only the hash of its token, in no log and in no list', async () => {
    const id = task();
    const token = await made(id);
    await look(token);
    const signature = token.split('~').at(-1)!;
    expect(JSON.stringify([...api.disk.documents.values()])).not.toContain(signature);
    expect(api.logged.join()).not.toContain(signature);
    expect((await api.call('GET', `/api/tasks/${id}/links`)).text).not.toContain(signature);
  });

  it('ends, is taken back, and is no use once somebody inside answered', async () => {
    const ends = await made(task(), { for: 'Kim', expires: new Date(api.clock.now() + hour).toISOString() });
    api.clock.set(api.clock.now() + hour);
    expect(await send(ends)).toMatchObject({ status: 410, body: { code: 'link.expired' } });
    const id = task();
    const back = await act(otto, id, 'link', { for: 'Kim' });
    expect(await api.call('DELETE', `/api/tasks/${id}/links/${String(back.body['id'])}`, { as: otto })).toMatchObject({ body: { status: 'revoked' } });
    expect(await send(tokenIn(back.body['url']))).toMatchObject({ status: 410, body: { code: 'link.revoked' } });
    const inside = task();
    const late = await made(inside);
    await complete(otto, inside);
    expect(await look(late)).toMatchObject({ status: 410, body: { code: 'link.answered' } });
    expect(await audited(id)).toEqual(['task.link_made Otto Kim', 'task.link_revoked Otto Kim']);
  });

  it('that its flow gives away is there without being made, and is taken back like any other', async () => {
    const until = api.clock.now() + hour;
    const id = task({ link: { for: 'Kim', until } });
    const token = tokenFor(linkKey, id);
    expect(await look(token)).toMatchObject({ status: 200, body: { for: 'Kim' } });
    const [one] = (await api.call('GET', `/api/tasks/${id}/links`)).body['items'] as { id: string; status: string }[];
    expect(one).toMatchObject({ status: 'open' });
    await api.call('DELETE', `/api/tasks/${id}/links/${one!.id}`);
    expect(await look(token)).toMatchObject({ status: 410, body: { code: 'link.revoked' } });
    expect(await look(tokenFor(linkKey, task()))).toMatchObject({ status: 404, body: { code: 'link.unknown' } });
  });

  it('with four eyes gives the first answer only; sent back, the same link is used', async () => {
    const id = task({ fourEyes: true });
    const token = await made(id);
    expect(await send(token)).toMatchObject({ status: 200, body: { needsSecondPerson: true } });
    expect(await act(otto, id, 'confirm', { agree: false, reason: 'Call me' })).toMatchObject({ body: { status: 'open', sentBack: { by: 'Otto' } } });
    expect(await send(token)).toMatchObject({ status: 410, body: { code: 'link.used' } });
  });

  it.each(['t', 'task1~AAAAAAAAAAAAAAAAAAAAAA', 'x~y~z', encodeURIComponent('../me')])('"%s" opens nothing', async (token) => {
    expect(await look(token)).toMatchObject({ status: 404, body: { code: 'link.unknown' } });
  });

  it('answers also what somebody inside has claimed meanwhile', async () => {
    for (const fourEyes of [false, true]) {
      const id = task(fourEyes ? { fourEyes } : {});
      const token = await made(id);
      await act(otto, id, 'claim');
      expect(await send(token)).toMatchObject({ status: 200, body: { needsSecondPerson: fourEyes } });
    }
  });

  it('guessing is slowed, and only for whoever guesses', async () => {
    let last = 0;
    for (let n = 0; n < 70 && last !== 429; n += 1) last = (await look('guess~AAAAAAAAAAAAAAAAAAAAAA')).status;
    expect(last).toBe(429);
    expect((await api.call('GET', '/api/tasks')).status).toBe(200);
    expect((await look(await made(task()))).status).toBe(200);
    api.clock.set(api.clock.now() + 5 * 60_000);
    expect((await look('guess~AAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
  });
});
