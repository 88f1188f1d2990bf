/** Gives an effect its means: the connection bound to its slot and the one way out. */

import { type Books, type Connection, ConnectorError, type HttpRequest, type Through } from '../../../nodes/node-type.ts';
import type { Bound } from '../../access/bound.ts';
import type { Egress } from '../../access/egress.ts';
import { homeOf } from '../../access/viewer.ts';
import type { Effects, Leave } from '../../engine/drain-deps.ts';
import type { PlanNode } from '../../engine/plan.ts';
import type { Clock } from '../../engine/ports.ts';
import { hideSecrets } from './hide-secrets.ts';
import { lanesOf } from './lanes.ts';
import type { Limit, Limits } from './limits.ts';
import { type Receiver, receiverOf } from './receiver.ts';

export interface EffectDeps {
  bound: Bound;
  egress: Egress;
  /** Hosts a connection may talk to besides the one of its base URL. */
  hostsOf(connector: string, settings: Record<string, unknown>): string[] | undefined;
  /** What the other side bears, as its connector says. */
  limitOf(connector: string): Limit | undefined;
  limits: Limits;
  clock: Clock;
  /** What the hub keeps for a tenant; absent where nodes keep nothing. */
  booksOf?(tenant: string): Books;
  /** How invoices leave by a connector. */
  channelOf?(connector: string): Through['channel'];
}

/** Calls of one process side by side to a receiver that says nothing of what it bears. */
const sideBySide = 16;

export function systemEffects(deps: EffectDeps): Effects {
  const lanes = lanesOf(sideBySide, undefined, deps.clock);
  const receiver = (node: PlanNode, tenant: string): Receiver => receiverOf(node, tenant, deps.bound, deps.limitOf);
  return {
    enter(node, tenant) {
      const { lane, limit } = receiver(node, tenant);
      const place = lanes.enter(`${homeOf(tenant)} ${lane}`, limit?.concurrent);
      return limit ? andThen(place, () => deps.limits.enter(homeOf(tenant), lane, limit)) : place;
    },
    isCrowded: (node, tenant, run, comeBack) => lanes.isCrowded(`${homeOf(tenant)} ${receiver(node, tenant).lane}`, run, comeBack),
    heldBy({ spec, flow }, tenant) {
      if (spec.slot === undefined) return undefined;
      const id = deps.bound.boundTo(tenant, spec.slot, flow);
      const paused = deps.bound.list(tenant).find((one) => one.id === id && one.paused);
      return paused && { by: paused.id, reason: `${paused.title} is paused` };
    },
    async equip(turn, node, call) {
      const connectionIn = async (slot: string): Promise<Connection> => {
        const found = await deps.bound.connectionFor(call.tenant, `${turn.run.flow}.${slot}`);
        if (found) return found;
        throw new ConnectorError('connection.missing', `${node.title} needs a connection in slot "${slot}" — bind one under Connectors, then retry`);
      };
      const sendBy = (connection: Connection | undefined) => {
        const allowHosts = connection ? deps.hostsOf(connection.connector, connection.settings) : undefined;
        return (request: HttpRequest) =>
          deps.egress.request({
            ...request,
            signal: call.signal,
            deadlineMs: Math.min(request.timeoutMs ?? call.timeoutMs, call.timeoutMs),
            ...(allowHosts ? { allowHosts } : {}),
          });
      };
      const dial: NonNullable<Through['dial']> = (to) => deps.egress.dial({ ...to, signal: call.signal, deadlineMs: call.timeoutMs });
      const connection = node.spec.slot === undefined ? undefined : await connectionIn(node.spec.slot);
      const send = sendBy(connection);
      return {
        ...turn,
        effectKey: call.effectKey,
        effectClass: node.effectClass!, // only nodes with an effect are equipped
        signal: call.signal,
        dial,
        ...(deps.booksOf ? { books: deps.booksOf(call.tenant) } : {}),
        async through(slot) {
          const other = await connectionIn(slot);
          const channel = deps.channelOf?.(other.connector);
          return { ...hideSecrets(other, sendBy(other)), dial, ...(channel ? { channel } : {}) };
        },
        ...(connection ? hideSecrets(connection, send) : { http: send }),
      };
    },
  };
}

type Place = Leave | Promise<Leave>;

/** The second place is asked for once the first is had; leaving gives both back. */
function andThen(first: Place, second: () => Place): Place {
  if (first instanceof Promise) return first.then(async (leave) => both(leave, await second()));
  const place = second();
  return place instanceof Promise ? place.then((leave) => both(first, leave)) : both(first, place);
}

const both =
  (first: Leave, second: Leave): Leave =>
  (found) => {
    second();
    first(found);
  };
