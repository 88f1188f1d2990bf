import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { ProblemError } from '../../flows/flow.ts';
import { ConnectorError } from '../../nodes/node-type.ts';
import { CommitUnknown } from '../engine/ports.ts';
import { problemBody, sendProblem } from './problem.ts';

const problem = (code: string) => ({ code, path: '/lines/0', message: 'say it in other words' });

test.each([
  ['a refused input keeps its status and code', new ProblemError(422, problem('data.invalid')), 422, 'data.invalid'],
  ['a wrong expression is the caller’s to mend', new ConnectorError('expr.syntax', 'unexpected end'), 422, 'expr.syntax'],
  ['a silent system behind us is a bad gateway', new ConnectorError('connector.unreachable', 'tallybook did not answer'), 502, 'connector.unreachable'],
  ['a commit of unknown outcome asks to be sent again', new CommitUnknown('disk'), 503, 'store.unavailable'],
  ['what we did not foresee is internal', new Error('ENOENT /srv/secret'), 500, 'internal'],
  ['even a thrown string is internal', 'boom', 500, 'internal'],
])('%s', (_, error, status, code) => {
  const body = problemBody(error, 'r1');
  expect(body).toMatchObject({ status, code, requestId: 'r1', type: 'about:blank' });
  expect(JSON.stringify(body)).not.toMatch(/secret|\.ts|at /);
});

test('all problems are listed when there are several', () => {
  const body = problemBody(new ProblemError(422, [problem('a.b'), problem('c.d')]), 'r1');
  expect(body.path).toBe('/lines/0');
  expect(body.problems?.map((each) => each.code)).toEqual(['a.b', 'c.d']);
});

test('a refusal travels as problem+json with its request id and, when busy, with Retry-After', async () => {
  const server = createServer((_, res) => sendProblem(res, new ProblemError(429, problem('busy.your_share'), 2.2), 'r7'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect(answer.headers.get('x-request-id')).toBe('r7');
    expect(answer.headers.get('retry-after')).toBe('3');
    expect(await answer.json()).toMatchObject({ code: 'busy.your_share', title: 'Too Many Requests' });
  } finally {
    await new Promise((done) => server.close(done));
  }
});
