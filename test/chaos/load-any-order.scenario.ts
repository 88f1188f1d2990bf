/** R10: the five messages of an order come in each of their 120 orders; the business ends in the same state, and nothing leaves after a cancel. */
import type { StepInfo } from '../../server/http/api.ts';
import { allOrders, type Event, events, messageOf, shopOrder, shopSecret } from './load-any-order.ts';
import { duplicatesIn, loadReceiver, type Seen } from './load-receiver.ts';
import { runsOf, settled } from './load-runs.ts';
import { random } from './random.ts';
import type { Scenario } from './scenario.ts';
import { embeddedTarget, type OpenTarget, type Target } from './target.ts';

interface Size {
  rounds: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Flow → how long it holds an order before it looks for its payment. */
const flows = { held: 'PT2S', swift: undefined };
/** ms between two messages: at once, as fast as the hub can act, and with time to act on each. */
const gaps = [0, 15, 1_200];

async function connect(hub: Target): Promise<void> {
  const ask = {
    connector: 'shopify',
    title: 'Our shop',
    settings: { shop: 'our-shop.myshopify.com' },
    secrets: { accessToken: 'shpat_1', webhookSecret: shopSecret },
  };
  const made = await hub.call<{ id: string }>('POST', '/api/connections', ask);
  const bound = await hub.call('PUT', '/api/environments/production/slots/shop', { connection: made.body.id });
  if (made.status >= 300 || bound.status >= 300) throw new Error(`the shop could not be connected: ${JSON.stringify([made.body, bound.body])}`);
}

interface Told {
  name: string;
  order: Event[];
  gap: number;
  canceledAt: number;
}

async function tell(hub: Target, name: string, id: number, order: Event[], gap: number): Promise<Told> {
  let canceledAt = 0;
  for (const event of order) {
    const { body, headers } = messageOf(event, name, id);
    for (let tries = 0; ; tries += 1) {
      const { status } = await fetch(`${hub.url}/in/shopify`, { method: 'POST', body, headers });
      if (status < 300) break;
      if (tries > 100) throw new Error(`${event} of ${name} was answered ${status}`);
      await pause(50);
    }
    if (event === 'cancelled') canceledAt = Date.now();
    if (gap > 0) await pause(gap);
  }
  return { name, order, gap, canceledAt };
}

/** When a run last looked whether its order is still wanted. */
async function decidedAt(hub: Target, runId: string): Promise<number> {
  const { body } = await hub.call<{ items: StepInfo[] }>('GET', `/api/runs/${runId}/steps`);
  return Date.parse(body.items.find(({ node }) => node === 'still')?.endedAt ?? '');
}

/** What is left in the world: parcels under way, and money given back. */
function stateOf({ effects }: Seen, flow: string, name: string): string {
  const done = (path: string): number => effects.get(`/${flow}-${path} ${name}`)?.length ?? 0;
  return `${done('ship') - done('recall')} parcels out, ${done('refund')} refunds`;
}

/** A cancel that was acknowledged `known` ms before a run decides is known to it: the ring needs a moment, and what is being decided is not taken back. */
export const anyOrder = (open: OpenTarget, title: string, known = 150): Scenario<Size> => ({
  row: 'R10',
  title,
  isAlone: true,
  sizes: { ci: { rounds: 1 }, long: { rounds: 20 } },
  async run({ rounds }, { seed, say }) {
    const chance = random(seed);
    const receiver = await loadReceiver(seed);
    await receiver.behave({ delayMs: 5 });
    const hub = await open({ receivers: [receiver.place] });
    try {
      await connect(hub);
      for (const [id, window] of Object.entries(flows)) await hub.deploy(shopOrder(id, receiver.url, window));
      const told: Told[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const asked: Promise<Told>[] = [];
        for (const gap of gaps)
          for (const order of allOrders()) {
            const id = 100_000 + told.length + asked.length;
            asked.push(pause(chance() * 3_000).then(() => tell(hub, `#${id}`, id, order, gap)));
          }
        told.push(...(await Promise.all(asked)));
      }
      for (const flow of Object.keys(flows)) await settled(hub, flow, 20_000);
      const seen = await receiver.seen();
      const wanted = '0 parcels out, 1 refunds';
      const runs = (await Promise.all(Object.keys(flows).map((flow) => runsOf(hub, `flow=${flow}`)))).flat();
      const idOf = new Map(runs.map(({ id, flow, keys }) => [`${flow} ${keys[0]}`, id]));
      let other = 0;
      let late = 0;
      let onTheWay = 0;
      let shipped = 0;
      for (const { name, order, gap, canceledAt } of told)
        for (const flow of Object.keys(flows)) {
          const state = stateOf(seen, flow, name);
          if (state !== wanted) {
            other += 1;
            if (other <= 10) say(`${flow}, ${gap} ms apart, ${order.join(' ')}: ${state}`);
          }
          const shippedAt = seen.at.get(`/${flow}-ship ${name}`);
          if (shippedAt === undefined) continue;
          shipped += 1;
          if (shippedAt <= canceledAt) continue;
          if (!((await decidedAt(hub, idOf.get(`${flow} ${name}`)!)) <= canceledAt + known)) late += 1;
          else onTheWay += 1;
        }
      const stuck = runs.filter(({ status }) => status !== 'completed').length;
      const wantedRuns = told.length * Object.keys(flows).length;
      const duplicate = duplicatesIn(seen);
      const lost = wantedRuns - runs.length;
      const words = `${told.length} orders of ${events.length} messages through two flows: ${other} ended in another state than "${wanted}"; ${shipped} were shipped and called back, ${onTheWay} of them were being handed over when the cancel came; ${late} shipped although the cancel was known; ${stuck} runs not completed`;
      return {
        row: 'R10',
        n: wantedRuns,
        k: told.length * (events.length - 1),
        lost,
        duplicate,
        stuck,
        seed,
        pass: other + late + stuck + lost + duplicate === 0 && shipped > 0,
        words,
      };
    } finally {
      await hub.remove();
      receiver.close();
    }
  },
});

export const scenario = anyOrder(embeddedTarget, 'all 120 orders of five messages');
