import { ProblemError } from '../../../flows/flow.ts';
import type { AppDeps, Demo } from '../deps.ts';
import type { Route } from '../route.ts';
import { anyObject } from '../shapes.ts';

/** The sandbox systems of the demo, while it is on. */
export function demoRoutes({ demo }: AppDeps): Route[] {
  const here = (): Demo => {
    if (!demo) throw new ProblemError(404, { code: 'demo.off', path: '', message: 'The demo is off. Start with HUB_DEMO=1 to have sandbox systems.' });
    return demo;
  };
  return [
    {
      method: 'GET',
      path: '/api/demo',
      summary: 'Show the sandbox systems',
      group: 'Demo',
      role: 'operator',
      answer: 'DemoState',
      handler: () => here().get(),
    },
    {
      method: 'PUT',
      path: '/api/demo',
      summary: 'Change how the sandbox systems behave',
      group: 'Demo',
      role: 'admin',
      body: anyObject,
      answer: 'DemoState',
      handler: ({ body }) => here().put(body),
    },
  ];
}
