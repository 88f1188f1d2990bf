/** Turns a genuine message into the delivery that is committed: its identity, the runs it starts, the signals it brings. */

import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type Json, ProblemError } from '../../flows/flow.ts';
import type { Delivery } from '../engine/ports.ts';
import { deliveryIdOf, startRun } from '../engine/start.ts';
import type { Endpoint, FlowStart, Received } from './endpoint.ts';

/** Headers in which senders number their deliveries, in the order we believe them. */
const deliveryHeaders = ['webhook-id', 'x-shopify-webhook-id', 'x-shopify-event-id', 'x-wc-webhook-delivery-id', 'idempotency-key'];
const longestKey = 255;

export interface Message {
  tenant: string;
  headers: IncomingHttpHeaders;
  /** Unpacked bytes, already known to be JSON. */
  raw: Buffer;
  body: Json;
  at: number;
}

/** What identifies this message among all its endpoint ever took. */
export function dedupeKeyOf(headers: IncomingHttpHeaders, received: Received, starts: readonly FlowStart[], bodyHash: string): string {
  return senderKey(headers, received) ?? starts.find((start) => start.dedupeKey !== undefined)?.dedupeKey ?? `body:${bodyHash}`;
}

/** The whole delivery, ready to be accepted in one commit. */
export function deliveryOf(endpoint: Endpoint, message: Message, received: Received): Delivery {
  const { tenant, raw, body, at } = message;
  const flows = received.ignored === undefined ? endpoint.starts(received) : [];
  const bodyHash = hash('sha256', raw, 'base64url');
  const dedupeKey = dedupeKeyOf(message.headers, received, flows, bodyHash);
  const text = textOf(raw);
  const document = received.document ?? body;
  const starts = flows.map((start) =>
    startRun({
      tenant,
      endpoint: endpoint.path,
      dedupeKey,
      flow: start.flow,
      version: start.version,
      trigger: start.triggerNode,
      document,
      at,
      held: start.paused,
      ...(document === body ? { documentJson: text } : {}),
      ...(received.order === undefined ? {} : { order: received.order }),
      ...(received.keys === undefined ? {} : { keys: received.keys }),
    }),
  );
  const signals = received.signals ?? [];
  const ignored = received.ignored ?? (starts.length + signals.length > 0 ? undefined : `no deployed flow starts with ${received.event ?? 'this message'}`);
  const key = starts[0]?.head.keys[0] ?? received.keys?.[0] ?? signals[0]?.key;
  return {
    tenant,
    id: deliveryIdOf(tenant, endpoint.path, dedupeKey),
    endpoint: endpoint.path,
    dedupeKey,
    bodyHash,
    at,
    bytes: raw.length,
    body: text,
    runs: starts.map(({ head }) => ({ flow: head.flow, version: head.version, runId: head.id })),
    starts,
    signals: signals.map((signal) => ({ tenant, at, ...signal })),
    ...(received.event === undefined ? {} : { event: received.event }),
    ...(key === undefined ? {} : { key }),
    ...(ignored === undefined ? {} : { ignored }),
  };
}

/** The text as JSON.parse takes it, without the mark some Windows tools put in front. */
const textOf = (raw: Buffer): string => (raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? raw.toString('utf8', 3) : raw.toString('utf8'));

function senderKey(headers: IncomingHttpHeaders, received: Received): string | undefined {
  if (received.dedupeKey !== undefined) return received.dedupeKey;
  for (const name of deliveryHeaders) {
    const value = headers[name];
    if (typeof value !== 'string' || value === '') continue;
    if (value.length <= longestKey && !/[\x00-\x1f\x7f]/.test(value)) return value;
    throw new ProblemError(422, { code: 'idempotency.key_invalid', path: name, message: `${name} has at most ${longestKey} printable characters; shorten it` });
  }
  return undefined;
}
