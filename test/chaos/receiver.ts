/** The outside world of the kill test: another process that honours keys and logs every call before it answers. */
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, file, delay] = [Number(process.argv[2]), process.argv[3]!, Number(process.argv[4] ?? 20)];
const answers = new Map<string, string>();
let inFlight = 0;

createServer((req, res) => {
  if (req.url === '/in-flight') return void res.end(String(inFlight));
  let body = '';
  inFlight += 1;
  let open = true;
  const leave = (): void => {
    if (open) inFlight -= 1;
    open = false;
  };
  res.on('close', leave);
  req.on('data', (chunk: Buffer) => (body += chunk.toString()));
  req.on('end', () => {
    const key = String(req.headers['idempotency-key'] ?? '');
    const { number } = JSON.parse(body) as { number: string };
    const isNew = !answers.has(key);
    if (isNew) answers.set(key, JSON.stringify({ docNo: `${req.url!.slice(1)}-${number}` }));
    appendFileSync(file, `${JSON.stringify({ at: Date.now(), path: req.url, key, number, isNew })}\n`);
    setTimeout(() => {
      leave();
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(answers.get(key));
    }, delay);
  });
}).listen(port, '127.0.0.1', () => process.send?.('ready'));
