/** What a connector is: one outside system, told as data, with the little code its messages need. */
import type { JsonObject, Problem } from '../flows/flow.ts';
import type { Connection, Dial, EffectClass, HttpAnswer, HttpRequest, Inbound, Intake, NodeType } from '../nodes/node-type.ts';
import type { InvoiceChannel } from '../nodes/send-invoice/channel.ts';

/** Where a connection of this connector may point. */
export interface BaseUrlRules {
  /** Host suffixes allowed (`.example.com` for subdomains, `example.com` for the host itself); any host when absent. */
  hosts?: string[];
  /** Plain http is meant for systems on this machine or a private net; false when absent. */
  http?: boolean;
  /** Used when the connection's settings carry no `baseUrl`. */
  fallback?: (settings: JsonObject) => string | undefined;
}

/** A message at the door before anything of it is believed: the bytes as they came. */
export interface SignedRequest {
  headers: Record<string, string>;
  raw: Uint8Array;
  /** Instant of arrival, ms. */
  now: number;
  /** Valid secrets: two while one is being replaced. */
  secrets: string[];
}

/** The webhook of a connector: `verify` on raw bytes first, `receive` on the parsed message after. */
export interface Webhook {
  /** What is wrong with the signature; undefined when it is right. */
  verify(request: SignedRequest): Problem | undefined;
  /** What the message means: one start, some signals, or nothing with a reason. Throws ProblemError to refuse it. */
  receive(inbound: Inbound, settings: JsonObject): Intake;
  /** Secret field of `auth` that signs; `webhookSecret` when absent. */
  secretField?: string;
}

export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** Answer of a connection test, in words for the person who pressed the button. */
export interface TestAnswer {
  ok: boolean;
  words: string;
}

export interface Connector {
  /** `shopify`, `sandbox_erp`: first half of the type of its nodes, second half of `/in/{id}`. */
  id: string;
  title: string;
  /** One sentence for the connectors page. */
  summary: string;
  /** Inline SVG or a data URI. */
  logo?: string;
  baseUrl: BaseUrlRules;
  /** Calls per second and side by side, at most; stays below the other side's own limit. */
  rateLimit?: { perSecond: number; concurrent?: number };
  /** What the system does with a repeated call, unless an action says otherwise. */
  effectClass: EffectClass;
  /** Header in which class A receives our effect key. */
  keyHeader?: string;
  /** How long the receiver remembers a key, ms. */
  keyLifetimeMs?: number;
  /** JSON Schema of a connection; a secret field carries `"x-secret": true`. */
  auth: JsonObject;
  test(connection: Connection, http: Send, dial?: Dial): Promise<TestAnswer>;
  actions: NodeType[];
  triggers: NodeType[];
  webhook?: Webhook;
  /** Invoices leave by it. */
  invoiceChannel?: InvoiceChannel;
}

/** Says "this is a connector"; its actions of class A take over how long it remembers a key. */
export function defineConnector(connector: Connector): Connector {
  const { keyLifetimeMs: keyLifetime } = connector;
  if (keyLifetime === undefined) return connector;
  const actions = connector.actions.map(
    (action): NodeType => (action.effect?.class === 'A' ? { ...action, effect: { keyLifetime, ...action.effect } } : action),
  );
  return { ...connector, actions };
}

/** Names of the fields a connection keeps in the vault. */
export function secretFields(connector: Connector): string[] {
  const properties = connector.auth.properties;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return [];
  return Object.entries(properties).flatMap(([name, rule]) =>
    typeof rule === 'object' && rule !== null && !Array.isArray(rule) && rule['x-secret'] === true ? [name] : [],
  );
}
