/** One kept connection that posts JSON and reads the answer: plain sockets, since the load must cost less than what it measures. */
import { connect, type Socket } from 'node:net';

export interface Answer {
  /** 0 when the connection failed before an answer was whole. */
  status: number;
  retryAfter: boolean;
  body: string;
  ms: number;
}

export interface Wire {
  post(body: string, id: string): Promise<Answer>;
  close(): void;
}

const patience = 30_000;

/** Posts to one address, each message under its own `webhook-id`; opens the connection again when it was lost. */
export function wireTo(address: string): Wire {
  const url = new URL(address);
  const head = `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\nwebhook-id: `;
  let socket: Socket | undefined;
  let settle: ((answer: Omit<Answer, 'ms'>) => void) | undefined;
  let text = '';

  const end = (answer: Omit<Answer, 'ms'>): void => {
    const done = settle;
    settle = undefined;
    text = '';
    done?.(answer);
  };
  const lost = (): void => {
    socket?.destroy();
    socket = undefined;
    end({ status: 0, retryAfter: false, body: '' });
  };
  const open = (): Socket => {
    const fresh = connect(Number(url.port), url.hostname);
    fresh.setNoDelay(true);
    fresh.setTimeout(patience, lost);
    fresh.on('error', lost);
    fresh.on('close', () => fresh === socket && lost());
    fresh.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const headEnd = text.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const given = text.slice(0, headEnd);
      const length = Number(/content-length: (\d+)/i.exec(given)?.[1] ?? 0);
      if (text.length < headEnd + 4 + length) return;
      const answer = { status: Number(given.slice(9, 12)), retryAfter: /\r\nretry-after: \d/i.test(given), body: text.slice(headEnd + 4) };
      if (/\r\nconnection: close/i.test(given)) {
        socket = undefined;
        fresh.destroy();
      }
      end(answer);
    });
    return fresh;
  };

  return {
    async post(body, id) {
      const began = performance.now();
      const answer = await new Promise<Omit<Answer, 'ms'>>((resolve) => {
        settle = resolve;
        socket ??= open();
        socket.write(`${head}${id}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      });
      return { ...answer, ms: performance.now() - began };
    },
    close: () => {
      socket?.destroy();
      socket = undefined;
    },
  };
}
