/** The simulated systems inside this process, in a world of their own: calls of one try reach them and go no further. */
import { answerOnce, systems } from '../../connectors/sandbox/server/answer-once.ts';
import { openSandboxStore } from '../../connectors/sandbox/server/store.ts';
import { parseStrict } from '../../flows/json.ts';
import { type Connection, ConnectorError, type HttpAnswer, type HttpRequest } from '../../nodes/node-type.ts';
import { veiled } from '../adapters/system/would-be-call.ts';

export interface SandboxCalls {
  /** A connection to the simulated system of a connector; undefined where there is none. */
  connectionTo(connector: string | undefined): Connection | undefined;
  call(request: HttpRequest): HttpAnswer;
  close(): void;
}

const host = 'sandbox.invalid';

export function openSandboxCalls(now: () => number): SandboxCalls {
  const store = openSandboxStore();
  return {
    connectionTo(connector) {
      const system = systems.find(({ id }) => id === connector);
      return system && veiled({ id: system.id, connector: system.id, settings: { baseUrl: `http://${host}/${system.segment}` } });
    },
    call({ method, url, headers = {}, body }) {
      const address = new URL(url);
      const system = systems.find(({ segment }) => segment === address.pathname.split('/')[1]);
      if (address.host !== host || !system) throw new ConnectorError('connector.unreachable', `nothing leaves while trying, and ${address.host} is no sandbox`);
      const text = body === undefined ? '' : typeof body === 'string' ? body : new TextDecoder().decode(body);
      const key = Object.entries(headers).find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1] ?? null;
      const reply = store.together(() => answerOnce(system, { method, url: address, text, key, now: now() }, store));
      const said = JSON.stringify(reply.body);
      return { status: reply.status, headers: { 'content-type': 'application/json' }, text: said, json: () => parseStrict(said) };
    },
    close: () => store.close(),
  };
}
