/** A process with ROLE=worker says how it fares, and nothing else. */
import type { IncomingMessage, ServerResponse } from 'node:http';

type Listener = (req: IncomingMessage, res: ServerResponse) => void;

const open = new Set(['/healthz', '/readyz', '/metrics']);

export function onlyWorks(app: Listener): Listener {
  return (req, res) => {
    if (open.has((req.url ?? '').split('?')[0] as string)) return app(req, res);
    const body = JSON.stringify({ code: 'role.worker', detail: 'This process carries runs and answers no requests. Ask one with ROLE=api or ROLE=all.' });
    res.writeHead(404, { 'content-type': 'application/problem+json', 'content-length': Buffer.byteLength(body) });
    res.end(body);
  };
}
