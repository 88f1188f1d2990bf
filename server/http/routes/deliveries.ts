import { ProblemError } from '../../../flows/flow.ts';
import { deliveryInfo } from '../delivery-info.ts';
import type { AppDeps } from '../deps.ts';
import { instantOf, Reply, type Route, textOf } from '../route.ts';
import { flag, instant, object, paging, reason, text } from '../shapes.ts';

/** What came in, refused messages too. */
export function deliveryRoutes({ reads, replay, audit }: AppDeps): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/deliveries',
      summary: 'List messages that came in, newest first',
      group: 'Deliveries',
      role: 'operator',
      query: { endpoint: text, refused: flag, key: text, from: instant, to: instant, ...paging },
      answer: 'DeliveryPage',
      async handler(ask) {
        const names = Object.fromEntries(['endpoint', 'key', 'cursor'].flatMap((name) => (textOf(ask, name) === undefined ? [] : [[name, textOf(ask, name)]])));
        const refused = ask.query['refused'] === undefined ? {} : { refused: ask.query['refused'] === true };
        const period = Object.fromEntries(['from', 'to'].flatMap((name) => (instantOf(ask, name) === undefined ? [] : [[name, instantOf(ask, name)]])));
        const { items, next } = await reads.deliveries(ask.viewer.tenant, { limit: Number(ask.query['limit'] ?? 50), ...names, ...refused, ...period });
        return { items: items.map((row) => deliveryInfo(ask.viewer, row)), next };
      },
    },
    {
      method: 'GET',
      path: '/api/deliveries/{id}',
      summary: 'Read the body of a message as it came',
      group: 'Deliveries',
      role: 'admin',
      answer: 'DeliveryBody',
      async handler({ params, viewer, requestId }) {
        const id = params['id'] ?? '';
        const found = await reads.deliveryBody(viewer.tenant, id);
        if (!found) throw unknownDelivery();
        await audit.commit(viewer.tenant, { by: viewer, what: 'delivery.read', on: `delivery/${id}`, requestId });
        return { id, endpoint: found.endpoint, body: found.body };
      },
    },
    {
      method: 'POST',
      path: '/api/deliveries/{id}/replay',
      summary: 'Take a stored message in again, as a new one',
      group: 'Deliveries',
      role: 'admin',
      body: object({ 'reason?': reason }),
      bodyOptional: true,
      answer: 'ReplayAnswer',
      status: 202,
      async handler({ params, body, viewer, requestId }) {
        const id = params['id'] ?? '';
        if (!(await reads.deliveryBody(viewer.tenant, id))) throw unknownDelivery();
        const { runs } = await replay(viewer, id);
        const why = (body as { reason?: string } | undefined)?.reason;
        await audit.commit(viewer.tenant, { by: viewer, what: 'delivery.replayed', on: `delivery/${id}`, requestId, ...(why ? { reason: why } : {}) });
        return new Reply(202, { runs: runs.map(({ flow, runId }) => ({ flow, runId })) });
      },
    },
  ];
}

const unknownDelivery = (): ProblemError =>
  new ProblemError(404, { code: 'delivery.not_found', path: '', message: 'There is no such message, or its body is no longer kept.' });
