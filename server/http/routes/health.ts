import { ProblemError } from '../../../flows/flow.ts';
import type { AppDeps } from '../deps.ts';
import { openFigures } from '../prometheus.ts';
import { Reply, type Route } from '../route.ts';

/** Whether the hub lives, can take work, and how it fares. */
export function healthRoutes(deps: AppDeps): Route[] {
  const figures = openFigures(deps);
  return [
    {
      method: 'GET',
      path: '/healthz',
      summary: 'Say that the process lives',
      group: 'Health',
      role: 'open',
      answer: 'Health',
      handler: () => ({ status: 'ok' }),
    },
    {
      method: 'GET',
      path: '/readyz',
      summary: 'Say whether the hub can persist',
      group: 'Health',
      role: 'open',
      answer: 'Ready',
      async handler() {
        const { ready, why } = await deps.ready();
        if (!ready) throw new ProblemError(503, { code: 'not_ready', path: '', message: why ?? 'The hub cannot persist yet. Ask again shortly.' });
        return { status: 'ready' };
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      summary: 'Give figures for Prometheus',
      group: 'Health',
      role: 'open',
      answer: 'text',
      async handler() {
        const { type, text } = await figures();
        return new Reply(200, Buffer.from(text), { 'content-type': type });
      },
    },
  ];
}
