import { ProblemError } from '../../../flows/flow.ts';
import type { AppDeps } from '../deps.ts';
import { heldOf, onTheirWay, switchesOf } from '../held.ts';
import { type Route, textOf } from '../route.ts';
import { label, object, oneOf, reason } from '../shapes.ts';

/** What is held, by which switch, and the switches themselves. */
export function heldRoutes(deps: AppDeps): Route[] {
  const { catalogue, reads } = deps;

  const switchTrigger = (act: 'pause' | 'resume', summary: string): Route => ({
    method: 'POST',
    path: `/api/flows/{id}/triggers/{node}/${act}`,
    summary,
    group: 'Held',
    role: 'admin',
    body: object({ 'reason?': reason }),
    bodyOptional: true,
    answer: 'Switch',
    async handler({ params, body, viewer }) {
      const { id = '', node = '' } = params;
      await catalogue.switchTrigger(viewer, id, node, act, (body as { reason?: string } | undefined)?.reason ?? '');
      return switchesOf(deps, viewer.tenant).find((one) => one.kind === 'trigger' && one.id === `${id}/${node}`);
    },
  });

  return [
    {
      method: 'GET',
      path: '/api/held',
      summary: 'Say what waits because a flow, a trigger or a connection is paused',
      group: 'Held',
      role: 'operator',
      answer: 'HeldPage',
      handler: async ({ viewer }) => ({ items: heldOf(switchesOf(deps, viewer.tenant), await reads.held(viewer.tenant)), next: null }),
    },
    {
      method: 'GET',
      path: '/api/switches',
      summary: 'List what can be paused: flows, triggers, connections',
      group: 'Held',
      role: 'operator',
      answer: 'SwitchPage',
      handler: ({ viewer }) => ({ items: switchesOf(deps, viewer.tenant), next: null }),
    },
    {
      method: 'GET',
      path: '/api/held/preview',
      summary: 'Say which open runs a pause would hold sooner or later',
      group: 'Held',
      role: 'operator',
      query: { kind: oneOf('flow', 'trigger', 'connection'), id: label(120) },
      answer: 'HeldPreview',
      async handler(ask) {
        const found = switchesOf(deps, ask.viewer.tenant).find((one) => one.kind === textOf(ask, 'kind') && one.id === textOf(ask, 'id'));
        if (!found) throw new ProblemError(404, { code: 'switch.not_found', path: '/id', message: 'There is no such switch. GET /api/switches lists them.' });
        // Whoever is under way has passed its trigger.
        if (found.kind !== 'connection') return { runs: 0, money: [] };
        return onTheirWay(
          found,
          await reads.open(ask.viewer.tenant),
          catalogue.deployed(ask.viewer.tenant).map(({ flow }) => flow),
        );
      },
    },
    switchTrigger('pause', 'Pause a trigger: what comes in by it is accepted and kept, none is started; a schedule passes its instants over'),
    switchTrigger('resume', 'Resume a trigger: what was kept is started, oldest first'),
  ];
}
