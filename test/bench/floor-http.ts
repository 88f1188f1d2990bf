/** The floor of an accept: bare node:http that reads, parses, sums the lines and replies JSON. Prints its port. */
import { createServer } from 'node:http';

const server = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const order = JSON.parse(Buffer.concat(chunks).toString()) as { number: string; lines: { quantity: number }[] };
    let pieces = 0;
    for (const line of order.lines) pieces += line.quantity;
    const body = JSON.stringify({ number: order.number, pieces });
    res.writeHead(202, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    res.end(body);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port));
