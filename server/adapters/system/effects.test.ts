/** Places and moments of calls: by connection, as its connector says. */
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../test/support/manual-clock.ts';
import type { Bound, StoredConnection } from '../../access/bound.ts';
import type { Egress } from '../../access/egress.ts';
import type { PlanNode } from '../../engine/plan.ts';
import { systemEffects } from './effects.ts';
import { type Limit, processLimits } from './limits.ts';
import { receiverOf } from './receiver.ts';

const node = (spec: { type: string; slot?: string; config?: object }, flow = 'ship'): PlanNode => ({ spec, flow }) as PlanNode;
const connections = [
  { id: 'north', connector: 'shop' },
  { id: 'south', connector: 'shop' },
  { id: 'desk', connector: 'erp' },
] as StoredConnection[];
const slots: Record<string, string> = { shop: 'north', 'returns.shop': 'south', erp: 'desk' };
const bound = {
  boundTo: (_tenant: string, slot: string, flow?: string) => slots[`${flow}.${slot}`] ?? slots[slot],
  list: () => connections,
} as unknown as Bound;
const limits: Record<string, Limit> = { shop: { perSecond: 2, concurrent: 2 }, erp: { concurrent: 3 } };
const limitOf = (connector: string): Limit | undefined => limits[connector];

function open() {
  const clock = manualClock(10_000);
  const effects = systemEffects({ bound, egress: {} as Egress, hostsOf: () => undefined, limitOf, limits: processLimits(clock), clock });
  const entered: (() => void)[] = [];
  const enter = (of: PlanNode): void => void Promise.resolve(effects.enter(of, 't')).then((leave) => entered.push(leave));
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { clock, enter, entered, settle };
}

describe('a receiver', () => {
  it.each([
    ['the connection bound to its slot', node({ type: 'shop.order@1', slot: 'shop' }), { lane: 'shop north', limit: limits['shop'] }],
    ['the connection bound for its flow', node({ type: 'shop.order@1', slot: 'shop' }, 'returns'), { lane: 'shop south', limit: limits['shop'] }],
    ['the connection of a plain request', node({ type: 'http_request@1', slot: 'erp' }), { lane: 'erp desk', limit: limits['erp'] }],
    ['a slot that is not bound', node({ type: 'wms.reserve@1', slot: 'wms' }), { lane: 'wms wms' }],
    ['the origin of an address', node({ type: 'http_request@1', config: { url: 'https://erp.example/x?y' } }), { lane: 'https://erp.example' }],
    ['its type', node({ type: 'mail@1' }), { lane: 'mail@1' }],
  ])('is %s', (_, of, receiver) => {
    expect(receiverOf(of, 't', bound, limitOf)).toEqual(receiver);
  });
});

describe('calls to one receiver', () => {
  it('are no more side by side than its connector says, whatever flow they come from', async () => {
    const { enter, entered, settle } = open();
    for (let n = 0; n < 5; n += 1) enter(node({ type: 'http_request@1', slot: 'erp' }, `flow${n}`));
    await settle();
    expect(entered).toHaveLength(3);
    entered[0]!();
    entered[0]!();
    await settle();
    expect(entered).toHaveLength(4);
  });

  it('leave no faster than its connector says', async () => {
    const { clock, enter, entered, settle } = open();
    const at: number[] = [];
    for (let n = 0; n < 5; n += 1) enter(node({ type: 'shop.order@1', slot: 'shop' }));
    for (let turn = 0; turn < 20; turn += 1) {
      await settle();
      for (const leave of entered.splice(0)) {
        at.push(clock.now());
        leave();
      }
      await settle();
      if (entered.length === 0) clock.next();
    }
    expect(at).toEqual([10_000, 10_500, 11_000, 11_500, 12_000]);
  });

  it('do not wait for those to another connection of the same connector', async () => {
    const { enter, entered, settle } = open();
    for (let n = 0; n < 3; n += 1) enter(node({ type: 'shop.order@1', slot: 'shop' }));
    enter(node({ type: 'shop.order@1', slot: 'shop' }, 'returns'));
    await settle();
    expect(entered).toHaveLength(2);
  });

  it('are sixteen side by side where nobody says more', async () => {
    const { enter, entered, settle } = open();
    for (let n = 0; n < 20; n += 1) enter(node({ type: 'http_request@1', config: { url: 'https://erp.example/' } }));
    await settle();
    expect(entered).toHaveLength(16);
  });
});
