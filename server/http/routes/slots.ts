import { ProblemError } from '../../../flows/flow.ts';
import type { FlowEntry } from '../../catalogue/catalogue.ts';
import type { AskedSlot } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import type { Route } from '../route.ts';
import { object } from '../shapes.ts';

const connection = { anyOf: [{ type: 'string', minLength: 1, maxLength: 100 }, { type: 'null' }] };
const named = /^[a-z][a-z0-9_]{0,47}$/;

/** Which connection a slot means in an environment. */
export function slotRoutes({ bound, connections, catalogue }: AppDeps): Route[] {
  const placeOf = (params: Record<string, string>): { environment: string; slot: string } => {
    const { env: environment = '', slot = '' } = params;
    const isName = named.test(environment) && slot.split('.').length <= 2 && slot.split('.').every((part) => named.test(part));
    if (!isName)
      throw new ProblemError(422, {
        code: 'slot.name',
        path: '',
        message: 'Name environment and slot in small letters, digits and underscores; a slot is "slot" or "flow.slot".',
      });
    return { environment, slot };
  };

  return [
    {
      method: 'GET',
      path: '/api/environments/{env}/slots',
      summary: 'List the bindings of an environment',
      group: 'Connections',
      role: 'operator',
      answer: 'SlotPage',
      handler({ params, viewer }) {
        const environment = params['env'] ?? '';
        const own = [...bound.slots(viewer.tenant)].filter(([id]) => id.startsWith(`${environment}/`));
        return { items: own.map(([id, to]) => ({ environment, slot: id.slice(environment.length + 1), connection: to })), next: null };
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{env}/asked',
      summary: 'List the slots that flows ask for, deployed or drafted, and what each is bound to',
      group: 'Connections',
      role: 'operator',
      answer: 'AskedSlotPage',
      async handler({ params, viewer }) {
        const { environment } = placeOf({ ...params, slot: 'any' });
        const bindings = bound.slots(viewer.tenant);
        const flows = await catalogue.list(viewer.tenant);
        return { items: flows.flatMap((entry) => askedBy(entry, (slot) => bindings.get(`${environment}/${slot}`))), next: null };
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{env}/slots/{slot}',
      summary: 'Say which connection a slot means',
      group: 'Connections',
      role: 'operator',
      answer: 'SlotBinding',
      handler({ params, viewer }) {
        const { environment, slot } = placeOf(params);
        return { environment, slot, connection: bound.slots(viewer.tenant).get(`${environment}/${slot}`) ?? null };
      },
    },
    {
      method: 'PUT',
      path: '/api/environments/{env}/slots/{slot}',
      summary: 'Bind a slot to a connection, or to none',
      group: 'Connections',
      role: 'admin',
      body: object({ connection }),
      answer: 'SlotBinding',
      async handler({ params, body, viewer }) {
        const { environment, slot } = placeOf(params);
        const { connection: to } = body as { connection: string | null };
        await connections.bind(viewer, environment, slot, to);
        return { environment, slot, connection: to };
      },
    },
  ];
}

/** Slots that nodes of a flow use: those of the drawing deployed and those of its draft. */
function askedBy({ id, draft, deployed }: FlowEntry, boundTo: (slot: string) => string | undefined): AskedSlot[] {
  const asked = new Map<string, { connector: string; deployed: boolean }>();
  for (const flow of [draft, deployed?.flow]) {
    const used = new Set(Object.values(flow?.nodes ?? {}).flatMap(({ slot, off }) => (slot === undefined || off === true ? [] : [slot])));
    for (const [slot, connector] of Object.entries(flow?.slots ?? {})) if (used.has(slot)) asked.set(slot, { connector, deployed: flow !== draft });
  }
  return [...asked].map(([slot, { connector, deployed: isDeployed }]) => {
    const own = boundTo(`${id}.${slot}`);
    return { flow: id, flowTitle: draft.title, slot, connector, deployed: isDeployed, connection: own ?? boundTo(slot) ?? null, own: own !== undefined };
  });
}
