/** A shop that sends at a steady pace and notes every answer; what was not acknowledged is sent again. */
import { Agent, request } from 'node:http';

export interface Answer {
  /** performance.now() when it was sent, and when the answer was whole. */
  sentAt: number;
  at: number;
  /** 0 when the connection broke. */
  status: number;
  retryAfter?: number;
  /** Why it was refused. */
  code?: string;
}

export interface SteadySender {
  answers: Answer[];
  /** order number → run id. */
  acked: Map<string, string>;
  /** No new orders; resolves once every order sent is acknowledged. */
  finish(patience: number): Promise<void>;
  stop(): void;
}

const sideBySide = 32;

export function steadySender(url: string, perSecond: number, prefix = 'D'): SteadySender {
  const agent = new Agent({ keepAlive: true, maxSockets: sideBySide });
  const answers: Answer[] = [];
  const acked = new Map<string, string>();
  const again: string[] = [];
  let open = 0;
  let sent = 0;
  let isEnding = false;

  function send(number: string): void {
    const body = JSON.stringify({ number, total: { amount: '199.95', currency: 'EUR' }, note: number.repeat(200) });
    const sentAt = performance.now();
    open += 1;
    let isOver = false;
    const over = (status: number, more: { retryAfter?: number; code?: string; runId?: string } = {}): void => {
      if (isOver) return;
      isOver = true;
      open -= 1;
      const { runId, ...rest } = more;
      answers.push({ sentAt, at: performance.now(), status, ...rest });
      if (runId === undefined) again.push(number);
      else acked.set(number, runId);
    };
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'webhook-id': number };
    const req = request(url, { method: 'POST', agent, timeout: 5_000, headers }, (res) => {
      let text = '';
      res.on('data', (chunk: Buffer) => (text += chunk.toString()));
      res.on('error', () => over(0));
      res.on('end', () => {
        const retryAfter = Number(res.headers['retry-after']);
        const { runId, code } = JSON.parse(text) as { runId: string; code: string };
        over(res.statusCode ?? 0, res.statusCode === 202 ? { runId } : { retryAfter, code });
      });
    });
    req.on('timeout', () => req.destroy());
    req.on('error', () => over(0));
    req.end(body);
  }

  const pace = setInterval(() => {
    if (open >= sideBySide) return;
    const old = again.shift();
    if (old !== undefined) send(old);
    else if (!isEnding) send(`${prefix}${(sent += 1)}`);
  }, 1_000 / perSecond);

  return {
    answers,
    acked,
    async finish(patience) {
      isEnding = true;
      for (const until = performance.now() + patience; acked.size < sent; ) {
        if (performance.now() > until) throw new Error(`${sent - acked.size} of ${sent} orders were not acknowledged within ${patience} ms`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      this.stop();
    },
    stop() {
      clearInterval(pace);
      agent.destroy();
    },
  };
}
