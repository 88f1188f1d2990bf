/** A door on a free port with a tiny store behind it: what was accepted, refused and rung can be looked at. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Flow, Json, JsonObject } from '../../flows/flow.ts';
import type { Deployed } from '../../server/catalogue/deployed.ts';
import type { Accepted, Clock, Delivery } from '../../server/engine/ports.ts';
import type { DeliveryRow } from '../../server/engine/reads.ts';
import { type Admission, admission } from '../../server/http/admission.ts';
import { type DoorDeps, door } from '../../server/http/door.ts';
import { buildEndpoints, type EndpointSources } from '../../server/http/endpoints.ts';
import { answerClientError, limits } from '../../server/http/listen-limits.ts';

export interface DoorHarness {
  url: string;
  port: number;
  deliveries: Map<string, Delivery>;
  refused: DeliveryRow[];
  rung: string[];
  clock: Clock & { turn(ms: number): void };
  /** Makes every accept fail until it is called with `undefined`. */
  fail(error: Error | undefined): void;
  post(path: string, body: string | Uint8Array | Json, headers?: Record<string, string>): Promise<{ status: number; headers: Headers; body: JsonObject }>;
  close(): Promise<void>;
}

export interface HarnessOptions extends Partial<Omit<EndpointSources, 'deployed'>>, Partial<Pick<DoorDeps, 'ready' | 'waitFor' | 'report'>> {
  flows: Flow[];
  paused?: string[];
  /** Runs the store says a message's signals made due. */
  woken?: string[];
  admission?: Admission;
}

export async function openDoor({ flows, paused = [], woken = [], ...options }: HarnessOptions): Promise<DoorHarness> {
  const deliveries = new Map<string, Delivery>();
  const refused: DeliveryRow[] = [];
  const rung: string[] = [];
  const clock = handClock(Date.parse('2026-03-01T10:00:00Z'));
  let failure: Error | undefined;

  const accept = async (delivery: Delivery): Promise<Accepted> => {
    if (failure) throw failure;
    const first = deliveries.get(delivery.id);
    if (!first) deliveries.set(delivery.id, delivery);
    return { duplicate: first !== undefined, sameBody: (first ?? delivery).bodyHash === delivery.bodyHash, runs: (first ?? delivery).runs, woken };
  };
  const gate = options.admission ?? admission({ clock, health: async () => ({ oldestReadyMs: 0, open: 0, commitP99Ms: 0 }), lag: () => 0 });
  const answer = door({
    find: buildEndpoints({ secrets: () => [], ...options, deployed: flows.map((flow) => deployedOf(flow, paused.includes(flow.id))) }),
    store: { accept },
    reads: { refused: (_, row) => refused.push(row) },
    queue: { ring: (_, runId) => rung.push(runId) },
    clock,
    admission: gate,
    ready: () => true,
    waitFor: async () => undefined,
    tenant: 'main',
    ...options,
  } as DoorDeps); // the gate above always stands, whatever options leave undefined
  const server = createServer(limits, answer);
  server.on('clientError', answerClientError);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    port,
    deliveries,
    refused,
    rung,
    clock,
    fail(error) {
      failure = error;
    },
    async post(path, body, headers = {}) {
      const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
      const given = await fetch(`${url}/in/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: bytes as BodyInit });
      return { status: given.status, headers: given.headers, body: (await given.json()) as JsonObject };
    },
    async close() {
      gate.stop();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** A flow of one webhook trigger and nothing after it. */
export const webhookFlow = (id: string, config: JsonObject, more: Partial<Flow> = {}): Flow => ({
  format: 1,
  id,
  title: id,
  nodes: { order: { type: 'webhook@1', config } },
  edges: [],
  ...more,
});

const deployedOf = (flow: Flow, paused: boolean): Deployed => ({
  tenant: 'main',
  flow,
  version: `${flow.id}-v1`,
  number: 1,
  at: 0,
  by: 'ada',
  message: '',
  paused,
});

function handClock(start: number): DoorHarness['clock'] {
  let now = start;
  const wakes = new Set<{ at: number; call: () => void }>();
  return {
    now: () => now,
    wake(at, call) {
      const wake = { at, call };
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
    turn(ms) {
      now += ms;
      for (const wake of [...wakes]) {
        if (wake.at <= now && wakes.delete(wake)) wake.call();
      }
    },
  };
}
