/** R9: every message comes ten times at the same moment; each is one run, and all copies are told its id. */
import { fateOf, runsOf, settled } from './load-runs.ts';
import { send } from './load-send.ts';
import type { Scenario } from './scenario.ts';
import { embeddedTarget, type OpenTarget } from './target.ts';

interface Size {
  messages: number;
  copies: number;
}

const flow = {
  format: 1,
  id: 'copies',
  title: 'Copies',
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'webhook@1', config: { path: 'copies', signature: 'none' } },
    shape: { type: 'transform@1', config: { output: { number: { $expr: 'trigger.number' } } } },
  },
  edges: [{ from: 'order', to: 'shape' }],
};

export const duplicates = (open: OpenTarget, title: string): Scenario<Size> => ({
  row: 'R9',
  title,
  sizes: { ci: { messages: 3_000, copies: 10 }, long: { messages: 100_000, copies: 10 } },
  async run({ messages, copies }, { seed, say }) {
    const hub = await open();
    try {
      await hub.deploy(flow);
      const sent = await send({ url: `${hub.url}/in/copies`, prefix: 'D', count: messages, copies, connections: 12, again: true }).done;
      say(`${messages} messages, ${copies} copies each, in ${sent.seconds.toFixed(1)} s: answers ${JSON.stringify(sent.statuses)}`);
      await settled(hub, flow.id, 60_000);
      const runs = await runsOf(hub, `flow=${flow.id}`);
      const fate = fateOf(sent.acked, runs);
      const twoIds = [...sent.acked.values()].filter((ids) => ids.length !== 1).length;
      const taken = sent.statuses[202] ?? 0;
      const pass = runs.length === messages && taken === messages * copies && twoIds === 0 && fate.lost === 0 && fate.completed === messages;
      const words = `${taken} of ${messages * copies} copies were answered 202, ${twoIds} messages with more than one run id; ${runs.length} runs, ${fate.completed} completed; accept p99 ${sent.p99.toFixed(0)} ms`;
      return { row: 'R9', n: messages, k: messages * (copies - 1), lost: fate.lost, duplicate: runs.length - messages, stuck: fate.stuck, seed, pass, words };
    } finally {
      await hub.remove();
    }
  },
});

export const scenario = duplicates(embeddedTarget, 'ten copies at once');
