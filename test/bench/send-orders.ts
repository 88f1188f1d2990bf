/**
 * Load in a process of its own: sends a fresh 3 kB order on each of its connections as soon as the last is answered.
 * node send-orders.ts URL COUNT CONNECTIONS PREFIX → one JSON line {sent, ok, ms, p50, p99}.
 */
import { connect } from 'node:net';
import { orderText } from './order-text.ts';

const [address, count, connections, prefix] = [new URL(process.argv[2]!), Number(process.argv[3]), Number(process.argv[4] ?? 32), process.argv[5] ?? 'B'];

const pad = (n: number): string => `${prefix}${String(n).padStart(9, '0')}`;
const template = orderText(pad(0));
const at = template.indexOf(pad(0));
const head = `POST ${address.pathname} HTTP/1.1\r\nhost: ${address.host}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(template)}\r\n\r\n`;
const before = head + template.slice(0, at);
const after = template.slice(at + pad(0).length);

let next = 0;
let ok = 0;
let answered = 0;
const times: number[] = [];
const began = performance.now();

function lane(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(address.port), address.hostname);
    socket.setNoDelay(true);
    let text = '';
    let sentAt = 0;
    const send = (): void => {
      if (next >= count) {
        socket.end();
        resolve();
        return;
      }
      next += 1;
      sentAt = performance.now();
      socket.write(before + pad(next) + after);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = /content-length: (\d+)/i.exec(text);
      const isWhole = length ? text.length >= end + 4 + Number(length[1]) : text.endsWith('0\r\n\r\n');
      if (!isWhole) return;
      answered += 1;
      if (text.startsWith('HTTP/1.1 2')) ok += 1;
      times.push(performance.now() - sentAt);
      text = '';
      send();
    });
  });
}

await Promise.all(Array.from({ length: connections }, lane));
times.sort((a, b) => a - b);
const p = (share: number): number => Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2));
console.log(JSON.stringify({ sent: answered, ok, ms: performance.now() - began, p50: p(0.5), p99: p(0.99) }));
