/** A believable day: some twenty orders, each somewhere else on its way. */
import { type Kind, type Placed, place, setMode, setWindow, untilRun } from './orders.ts';
import type { Caller } from './stage.ts';

const facts = ['installer.contacted', 'installer.booked', 'quote.accepted'];

/** Plays the day on a hub of its own and names the runs worth a look. */
export async function playDay(hub: Caller) {
  const placeMany = async (kind: Kind, n: number): Promise<Placed[]> => {
    const placed: Placed[] = [];
    for (let i = 0; i < n; i += 1) placed.push(await place(hub, kind));
    return placed;
  };
  const say = (number: string, fact: string) => hub.call('POST', `/api/demo/orders/${number}/facts`, { fact });
  const pay = (number: string) => hub.call('POST', `/api/demo/orders/${number}/pay`, {});
  const standsAt = (title: string) => (run: { at: { title: string }[] }) => run.at.some((one) => one.title === title);

  await setWindow(hub, 'PT1S');
  const quick = await placeMany('quick_order', 3);
  const orders = await placeMany('order_to_cash', 3);
  const pumps = await placeMany('heat_pump', 6);
  for (const { runId } of quick) await untilRun(hub, runId, ({ status }) => status === 'completed');
  for (const { runId } of pumps) await untilRun(hub, runId, standsAt('Installer booked'));
  for (const { number } of pumps.slice(0, 4)) for (const fact of facts) await say(number, fact);
  await say(pumps[4]!.number, 'installer.contacted');
  for (const { runId } of [...orders, ...pumps.slice(0, 4)]) await untilRun(hub, runId, standsAt('Payment received'));
  await pay(orders[0]!.number);
  await pay(pumps[1]!.number);

  // Two heat pumps of this customer are invoiced and unpaid; the third goes above the limit.
  const [review] = await placeMany('heat_pump', 1);
  await untilRun(hub, review!.runId, standsAt('Credit review'));

  await setMode(hub, 'installer', 'lose-answers');
  const [parked] = await placeMany('heat_pump', 1);
  await untilRun(hub, parked!.runId, ({ status }) => status === 'parked');
  await setMode(hub, 'installer', 'ok');

  await setWindow(hub, 'PT30M');
  const window = await placeMany('order_to_cash', 2);
  await placeMany('heat_pump', 1);
  for (const { runId } of window) await untilRun(hub, runId, standsAt('Cancellation window'));
  await hub.call('POST', `/api/demo/orders/${window[0]!.number}/cancel`, {});
  await untilRun(hub, window[0]!.runId, ({ status }) => status === 'canceled');

  await setMode(hub, 'wms', 'fail');
  await placeMany('quick_order', 1);
  await fetch(hub.url('/in/orders'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"number": ' });
  await fetch(hub.url('/in/order'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  return { waiting: pumps[4]!.runId, parked: parked!.runId, completed: orders[0]!.runId };
}
