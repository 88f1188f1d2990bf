/**
 * One load process: `c` keep-alive connections that post an order of 3 kB, a fresh number each time, as fast as answers come.
 * Plain sockets and a fixed body whose digits are overwritten: the load must cost less than what it measures.
 */
import { connect } from 'node:net';

export interface LoadAnswer {
  answered: number;
  refused: number;
  perSecond: number;
  p50: number;
  p99: number;
}

const digits = 12;
let next = Number(process.argv[5] ?? 0);

/** An order of 14 lines, 2,973 bytes of JSON, its number at a fixed place. */
export function orderOf(number: number): string {
  const lines = Array.from({ length: 14 }, (_, at) => ({
    line: at + 1,
    sku: `HP-${1000 + at}`,
    name: 'Heat pump component, outdoor unit, refrigerant R290, with mounting rail and cable set',
    quantity: (at % 4) + 1,
    price: { amount: `${199 + at}.95`, currency: 'EUR' },
  }));
  const order = {
    number: String(number).padStart(digits, '0'),
    placedAt: '2026-03-01T10:00:00Z',
    customer: { number: 'C-4711', name: 'Nordic Heat AB' },
    total: { amount: '4199.30', currency: 'EUR' },
    lines,
  };
  return JSON.stringify(order);
}

async function run(port: number, connections: number, seconds: number): Promise<LoadAnswer> {
  const body = orderOf(0);
  const head = `POST /in/orders HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const place = head.length + body.indexOf('0'.repeat(digits));
  const times: number[] = [];
  let refused = 0;
  const until = performance.now() + seconds * 1_000;

  const one = () =>
    new Promise<void>((done, fail) => {
      const message = Buffer.from(head + body);
      const socket = connect(port, '127.0.0.1');
      let began = 0;
      const send = () => {
        message.write(String(next++).padStart(digits, '0'), place, 'latin1');
        began = performance.now();
        socket.write(message);
      };
      let seen = '';
      socket.setNoDelay(true);
      socket.on('connect', send);
      socket.on('error', fail);
      socket.on('data', (chunk) => {
        seen += chunk.toString('latin1');
        const end = seen.indexOf('\r\n\r\n');
        if (end < 0) return;
        const length = /content-length: (\d+)/i.exec(seen);
        if (seen.length < end + 4 + Number(length?.[1] ?? 0)) return;
        if (seen.charCodeAt(9) !== 50) refused += 1;
        seen = '';
        const now = performance.now();
        times.push(now - began);
        if (now < until) send();
        else socket.end(done);
      });
    });
  const began = performance.now();
  await Promise.all(Array.from({ length: connections }, one));
  const took = (performance.now() - began) / 1_000;
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { answered: times.length, refused, perSecond: times.length / took, p50: at(0.5), p99: at(0.99) };
}

if (import.meta.main) {
  const [port, connections, seconds] = process.argv.slice(2, 5).map(Number);
  process.stdout.write(JSON.stringify(await run(port ?? 0, connections ?? 32, seconds ?? 3)));
}
