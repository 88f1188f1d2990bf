/** Addresses of connectors: `/in/{connector}` for all its connections, `/in/{connector}/{connectionId}` for one. */
import type { Problem } from '../../flows/flow.ts';
import { type Deployed, pauseOf } from '../catalogue/deployed.ts';
import type { ConnectorWebhook, Endpoint, FlowStart, InboundConnection, Received } from './endpoint.ts';
import { type SignedRequest, usable } from './signature.ts';

interface Sources {
  deployed: readonly Deployed[];
  connectors?: readonly ConnectorWebhook[];
  connections?: readonly InboundConnection[];
  bound?(slot: string, flow: string): string | undefined;
}

type Hook = Required<ConnectorWebhook>;

export function connectorEndpoints(sources: Sources): Endpoint[] {
  const { connectors = [], connections = [] } = sources;
  return connectors
    .filter((each): each is Hook => each.webhook !== undefined)
    .flatMap((hook) => {
      const own = connections.filter(({ connector }) => connector === hook.id);
      return [endpointOf(hook.id, hook, own, sources), ...own.map((each) => endpointOf(`${hook.id}/${each.id}`, hook, [each], sources))];
    });
}

function endpointOf(path: string, { id, webhook }: Hook, connections: readonly InboundConnection[], { deployed, bound }: Sources): Endpoint {
  const field = webhook.secretField ?? 'webhookSecret';
  const check = (request: SignedRequest, connection: InboundConnection | undefined): Problem | undefined => {
    const secrets = usable(connection?.secrets(field) ?? [], request.now).map(({ value }) => value);
    return webhook.verify({ headers: request.headers as Record<string, string>, raw: request.raw, now: request.now, secrets }); // only set-cookie is ever a list
  };
  const starts = startsByEvent(deployed, id);

  return {
    path,
    verify(request) {
      if (connections.length === 0) return check(request, undefined);
      let problem: Problem | undefined;
      for (const connection of connections) {
        problem = check(request, connection);
        if (problem === undefined) return undefined;
      }
      return problem;
    },
    receive(inbound) {
      const request = { headers: inbound.headers, raw: inbound.raw, now: inbound.receivedAt };
      const [only] = connections;
      const connection = connections.length < 2 ? only : connections.find((each) => check(request, each) === undefined);
      const intake: Received = webhook.receive(inbound, connection?.settings ?? {});
      return connection === undefined ? intake : { ...intake, connection: connection.id };
    },
    starts({ event, connection }) {
      const flows = event === undefined ? [] : (starts.get(event) ?? []);
      return flows.filter(({ slot, flow }) => {
        const boundTo = slot === undefined ? undefined : bound?.(slot, flow.id);
        return boundTo === undefined || connection === undefined || boundTo === connection;
      });
    },
  };
}

/** Flows by the event that starts them: a trigger node's type without its major. */
function startsByEvent(deployed: readonly Deployed[], connector: string): Map<string, (FlowStart & { slot?: string })[]> {
  const starts = new Map<string, (FlowStart & { slot?: string })[]>();
  for (const one of [...deployed].sort((a, b) => (a.flow.id < b.flow.id ? -1 : 1))) {
    const { flow, version } = one;
    const entered = new Set(flow.edges.map(({ to }) => to));
    for (const [triggerNode, { type, slot, off }] of Object.entries(flow.nodes)) {
      const event = type.slice(0, type.indexOf('@'));
      if (!event.startsWith(`${connector}.`) || off === true || entered.has(triggerNode)) continue;
      const list = starts.get(event) ?? [];
      if (list.some((other) => other.flow === flow)) continue;
      list.push({ flow, version, triggerNode, paused: pauseOf(one, triggerNode), ...(slot === undefined ? {} : { slot }) });
      starts.set(event, list);
    }
  }
  return starts;
}
