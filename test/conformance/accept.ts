import { describe, expect, test } from 'vitest';
import { enter, type Open } from './home.ts';
import { at, deliveryOf, headOf, idsOf, orderOf, signalOf, startOf } from './samples.ts';

/** What a sender may rely on once its message is acknowledged. */
export function describeAccept(open: Open): void {
  describe('accept', () => {
    test('a message starts its runs once, and they are due at once', async () => {
      const { store } = await enter(open);
      const delivery = deliveryOf('D1', [startOf('R1'), startOf('R2', { flow: 'stock' })]);
      expect(await store.runs.accept(delivery)).toEqual({ duplicate: false, sameBody: true, runs: delivery.runs });
      expect(idsOf(await store.runs.due(at, 10, new Set()))).toEqual(['R1', 'R2']);
    });

    test.each([
      ['the same body', 'b1', true],
      ['another body', 'b2', false],
    ])('a repeated message with %s changes nothing and names the runs of the first', async (_, bodyHash, sameBody) => {
      const { store } = await enter(open);
      const first = orderOf('D1');
      await store.runs.accept(first);
      const again = deliveryOf('D1', [startOf('R9')], { bodyHash, signals: [signalOf('S1', 'K1')] });
      expect(await store.runs.accept(again)).toEqual({ duplicate: true, sameBody, runs: first.runs });
      expect(await store.runs.claim('t', 'R9', at)).toBeUndefined();
      expect(await store.runs.signals('t', ['paid'], ['K1'])).toEqual([]);
      expect(await store.reads.deliveryBody('t', 'D1')).toEqual({ body: first.body, endpoint: 'shop' });
    });

    test('a sender that lost the answer learns the same runs when it repeats, in the next process too', async () => {
      const { store, die } = await enter(open);
      const delivery = orderOf('D1');
      await store.runs.accept(delivery); // the answer never arrives
      expect(await store.runs.accept(delivery)).toEqual({ duplicate: true, sameBody: true, runs: delivery.runs });
      const next = await die();
      expect(await next.runs.accept(delivery)).toEqual({ duplicate: true, sameBody: true, runs: delivery.runs });
      expect((await next.runs.claim('t', 'D1', at))?.commits).toHaveLength(1);
    });

    test('the same message of two tenants is two messages', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('D1'));
      const other = deliveryOf('D1', [{ ...startOf('D1'), head: headOf('D1', { tenant: 'u' }) }], { tenant: 'u' });
      expect((await store.runs.accept(other)).duplicate).toBe(false);
      expect(await store.runs.due(at, 10, new Set())).toEqual([
        { tenant: 't', runId: 'D1', flow: 'orders' },
        { tenant: 'u', runId: 'D1', flow: 'orders' },
      ]);
    });

    test('fifty senders of one message at a time start one run', async () => {
      const { store } = await enter(open);
      const answers = await Promise.all(Array.from({ length: 50 }, () => store.runs.accept(orderOf('D1'))));
      expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
      expect(answers.every(({ runs }) => runs[0]?.runId === 'D1')).toBe(true);
      expect(await store.runs.log('t', 'D1')).toHaveLength(1);
    });

    test('a run that another message has started is not started over', async () => {
      const { store } = await enter(open);
      await store.runs.accept(deliveryOf('D1', [startOf('R1', { keys: ['first'] })]));
      await store.runs.accept(deliveryOf('D2', [startOf('R1', { keys: ['second'] })]));
      const claim = await store.runs.claim('t', 'R1', at);
      expect(claim?.head.keys).toEqual(['first']);
      expect(claim?.commits).toEqual(await store.runs.log('t', 'R1'));
    });

    test('the first look at a run finds what the message said, at once and after a death', async () => {
      const { store, die, leaseMs = 0 } = await enter(open);
      const delivery = orderOf('D1', { keys: ['K1'] });
      await store.runs.accept(delivery);
      const expected = {
        head: delivery.starts[0]?.head,
        commits: [{ seq: 1, at, author: 'start', events: delivery.starts[0]?.events }],
        requests: [],
        unclean: false,
      };
      expect(await store.runs.claim('t', 'D1', at)).toEqual(expected);
      expect(await (await die()).runs.claim('t', 'D1', at)).toEqual({ ...expected, unclean: leaseMs > 0 });
    });

    test('a run whose version must be looked up first begins with an empty log', async () => {
      const { store } = await enter(open);
      await store.runs.accept(deliveryOf('D1', [{ head: headOf('R1', { seq: 0 }), events: [], payloads: [] }]));
      expect(await store.runs.log('t', 'R1')).toEqual([]);
      expect(await store.runs.claim('t', 'R1', at)).toMatchObject({ head: { seq: 0 }, commits: [], unclean: false });
    });

    test('a message that starts nothing is kept with its reason', async () => {
      const { store } = await enter(open);
      await store.runs.accept(deliveryOf('D1', [], { ignored: 'no flow listens', event: 'orders/test', key: 'K1' }));
      const { items } = await store.reads.deliveries('t', {});
      expect(items).toEqual([
        {
          id: 'D1',
          at,
          endpoint: 'shop',
          status: 202,
          code: 'ignored',
          detail: 'no flow listens',
          bytes: 12,
          event: 'orders/test',
          key: 'K1',
          duplicate: false,
          runs: [],
        },
      ]);
      expect((await store.reads.deliveryBody('t', 'D1'))?.body).toBe('{"number":"D1"}');
    });

    test('signals in a message wake the runs that wait for them, its own included', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1', { keys: ['K1'] }));
      const { woken } = await store.runs.accept(deliveryOf('D2', [startOf('R2', { keys: ['K1'] })], { signals: [signalOf('S1', 'K1')] }));
      expect(woken?.sort()).toEqual(['R1', 'R2']);
      expect(await store.runs.signals('t', ['paid'], ['K1'])).toHaveLength(1);
    });
  });
}
