/** All addresses of the door, from what is deployed and which connectors take webhooks. */
import type { Deployed } from '../catalogue/deployed.ts';
import { connectorEndpoints } from './connector-endpoint.ts';
import type { ConnectorWebhook, Endpoint, FindEndpoint, InboundConnection } from './endpoint.ts';
import type { Secret } from './signature.ts';
import { webhookEndpoints } from './webhook-endpoint.ts';

export interface EndpointSources {
  deployed: readonly Deployed[];
  /** Values of a secret field of the connection bound to a slot of a flow; asked at every message, so a rotation counts at once. */
  secrets(slot: string, field: string, flow: string): readonly Secret[];
  connectors?: readonly ConnectorWebhook[];
  connections?: readonly InboundConnection[];
  /** Id of the connection bound to a slot of a flow. */
  bound?(slot: string, flow: string): string | undefined;
}

/** An environment beside the home one: its messages come in below its name, `/in/test/orders`, and are its tenant's. */
export interface EnvironmentSources extends EndpointSources {
  below: string;
  tenant: string;
}

/** Build it anew whenever a deploy, a pause or a connection changes; finding is one map look-up. */
export function buildEndpoints(home: EndpointSources, others: readonly EnvironmentSources[] = []): FindEndpoint {
  const endpoints = new Map<string, Endpoint>();
  for (const endpoint of endpointsOf(home)) endpoints.set(endpoint.path, endpoint);
  for (const { below, tenant, ...sources } of others) {
    for (const endpoint of endpointsOf(sources)) endpoints.set(`${below}/${endpoint.path}`, { ...endpoint, path: `${below}/${endpoint.path}`, tenant });
  }
  return (path) => endpoints.get(path);
}

/** A flow's own path never takes over a connector's: messages of a shop would end in the wrong reader. */
const endpointsOf = (sources: EndpointSources): Endpoint[] => [...webhookEndpoints(sources), ...connectorEndpoints(sources)];
