/** One address under /in: who may send there, how a message is read, and which flows it starts. */
import type { Flow, JsonObject, Problem } from '../../flows/flow.ts';
import type { Inbound, Intake } from '../../nodes/node-type.ts';
import type { Pause } from '../engine/start.ts';
import type { Secret, SignedRequest } from './signature.ts';

/** What a message became; `connection` names the stored credential it was genuine under. */
export interface Received extends Intake {
  connection?: string;
}

/** A flow this message begins. */
export interface FlowStart {
  flow: Flow;
  version: string;
  triggerNode: string;
  /** Accept and keep, start nothing: its flow is paused, or this trigger. */
  paused: Pause;
  /** Business identity of the message, as the flow's trigger defines it. */
  dedupeKey?: string;
}

export interface Endpoint {
  /** Owns what comes in here; that of the door when absent. */
  tenant?: string;
  /** What follows `/in/`. */
  path: string;
  /** `undefined` when the sender is who it claims to be, else the problem of a 401. */
  verify(request: SignedRequest): Problem | undefined;
  /** Throws ProblemError 422 for a message that is readable but wrong. */
  receive(inbound: Inbound): Received;
  /** Flow by flow, in the order of their ids. */
  starts(received: Received): FlowStart[];
}

/** Finds the endpoint of a path, or nothing. */
export type FindEndpoint = (path: string) => Endpoint | undefined;

/** What the door needs of a connector that takes messages at `/in/{id}` and `/in/{id}/{connectionId}`. */
export interface ConnectorWebhook {
  id: string;
  webhook?: {
    verify(request: { headers: Record<string, string>; raw: Uint8Array; now: number; secrets: string[] }): Problem | undefined;
    receive(inbound: Inbound, settings: JsonObject): Intake;
    /** `webhookSecret` when absent. */
    secretField?: string;
  };
}

/** A stored credential as far as incoming messages need it. */
export interface InboundConnection {
  id: string;
  connector: string;
  settings: JsonObject;
  secrets(field: string): readonly Secret[];
}
