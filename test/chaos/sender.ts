/** A shop that does not give up: every order is sent until it is acknowledged, one in ten once more after that. */
import { Agent, request } from 'node:http';

export interface Sender {
  /** So many more orders may be sent now. */
  drip(count: number): void;
  unanswered(): number;
  /** order number → run id, once everything is acknowledged. */
  done(): Promise<Map<string, string>>;
}

const sideBySide = 24;

export function sender(url: string, orders: number, chance: () => number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: sideBySide });
  const acked = new Map<string, string>();
  let allowed = 0;
  let next = 0;
  let open = 0;
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));

  function post(number: string): Promise<string | undefined> {
    const body = JSON.stringify({
      number,
      total: { amount: '199.95', currency: 'EUR' },
      lines: Array.from({ length: 14 }, (_, line) => ({ sku: `SKU-${line}`, title: `Article ${line}`, quantity: 1 + (line % 3) })),
    });
    open += 1;
    return new Promise((resolve) => {
      const end = (runId?: string): void => {
        open -= 1;
        resolve(runId);
      };
      const req = request(
        url,
        {
          method: 'POST',
          agent,
          timeout: 5_000,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'webhook-id': number },
        },
        (res) => {
          let text = '';
          res.on('data', (chunk: Buffer) => (text += chunk.toString()));
          res.on('error', () => end());
          res.on('end', () => end(res.statusCode === 202 ? (JSON.parse(text) as { runId: string }).runId : undefined));
        },
      );
      req.on('timeout', () => req.destroy());
      req.on('error', () => end());
      req.end(body);
    });
  }

  async function lane(): Promise<void> {
    for (;;) {
      if (next >= orders) return;
      if (next >= allowed) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        continue;
      }
      next += 1;
      const number = `K${next}`;
      for (let tries = 0; !acked.has(number); tries += 1) {
        if (tries > 600) throw new Error(`order ${number} was not taken in ${tries} tries`);
        const runId = await post(number);
        if (runId !== undefined) acked.set(number, runId);
        else await new Promise((resolve) => setTimeout(resolve, 25));
      }
      if (chance() < 0.1) await post(number);
    }
  }

  void Promise.all(Array.from({ length: sideBySide }, lane)).then(() => finish());
  return {
    drip: (count) => {
      allowed += count;
    },
    unanswered: () => open,
    async done() {
      await finished;
      agent.destroy();
      return acked;
    },
  };
}
