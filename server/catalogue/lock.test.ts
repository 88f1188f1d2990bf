import { expect, it } from 'vitest';
import { draw } from '../../test/support/tell.ts';
import type { Deployed } from './deployed.ts';
import { lockFlow } from './lock.ts';

const deployed = (id: string, version: string) => ({ flow: draw({}, [], { id }), version }) as Deployed;
const flow = draw({ begin: 'manual@1', child: { type: 'subflow@1', title: 'Returns', config: { flow: 'returns' } } }, ['begin > child'], {
  onParked: { subflow: 'watch' },
});

it('pins the flows it starts, those that handle its parkings too', () => {
  const locked = lockFlow(flow, [deployed('returns', 'r7'), deployed('watch', 'w3')]);
  expect(locked.problems).toEqual([]);
  expect(locked.flow.lock).toMatchObject({ subflows: { returns: 'r7', watch: 'w3' } });
});

it('names each that is not deployed with its place', () => {
  expect(lockFlow(flow, []).problems).toMatchObject([
    { code: 'flow.subflow_not_deployed', path: '/nodes/child/config/flow', node: 'child', message: expect.stringMatching(/^Returns starts flow returns/) },
    { code: 'flow.subflow_not_deployed', path: '/onParked/subflow', message: 'A parking starts flow watch, which is not deployed. Deploy it first.' },
  ]);
});
