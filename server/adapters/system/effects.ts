/** Gives an effect its means: the connection bound to its slot and the one way out. */

import { ConnectorError, type HttpRequest } from '../../../nodes/node-type.ts';
import type { Bound } from '../../access/bound.ts';
import type { Egress } from '../../access/egress.ts';
import type { Effects } from '../../engine/drain-deps.ts';
import type { PlanNode } from '../../engine/plan.ts';
import { hideSecrets } from './hide-secrets.ts';
import { lanesOf } from './lanes.ts';

export interface EffectDeps {
  bound: Bound;
  egress: Egress;
  /** Hosts a connection may talk to besides the one of its base URL. */
  hostsOf(connector: string, settings: Record<string, unknown>): string[] | undefined;
}

/** Calls side by side to one receiver. */
const sideBySide = 16;

export function systemEffects(deps: EffectDeps): Effects {
  const lanes = lanesOf(sideBySide);
  return {
    enter: (node, tenant) => lanes.enter(`${tenant} ${laneOf(node)}`),
    isCrowded: (node, tenant, run, comeBack) => lanes.isCrowded(`${tenant} ${laneOf(node)}`, run, comeBack),
    async equip(turn, node, call) {
      const slot = node.spec.slot;
      const connection = slot === undefined ? undefined : await deps.bound.connectionFor(call.tenant, `${turn.run.flow}.${slot}`);
      if (slot !== undefined && !connection) {
        throw new ConnectorError('connection.missing', `${node.title} needs a connection in slot "${slot}" — bind one under Connectors, then retry`);
      }
      const allowHosts = connection ? deps.hostsOf(connection.connector, connection.settings) : undefined;
      const send = (request: HttpRequest) =>
        deps.egress.request({
          ...request,
          signal: call.signal,
          deadlineMs: Math.min(request.timeoutMs ?? call.timeoutMs, call.timeoutMs),
          ...(allowHosts ? { allowHosts } : {}),
        });
      return {
        ...turn,
        effectKey: call.effectKey,
        effectClass: node.effectClass!, // only nodes with an effect are equipped
        signal: call.signal,
        ...(connection ? hideSecrets(connection, send) : { http: send }),
      };
    },
  };
}

/** Effects that share a receiver share its lane: the slot's connector, or the origin of a literal address. */
function laneOf({ spec }: PlanNode): string {
  if (spec.slot !== undefined) return `${spec.type.split('.')[0]} ${spec.slot}`;
  const url = spec.config?.['url'];
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : spec.type;
}
