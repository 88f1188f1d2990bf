/** Looking behind the simulated systems: call log, counters, modes. For tests and the demo page. */
import type { Json } from '../../../flows/flow.ts';
import { objectOf } from '../../../nodes/json-fields.ts';
import { type Mode, type Modes, modeNames } from './modes.ts';
import type { SandboxStore, System, SystemReply } from './store.ts';

interface Behind {
  store: SandboxStore;
  modes: Modes;
  systems: System[];
}

/** `GET log?system=`, `GET facts`, `PUT modes/{system}` with `{mode, delay?, times?}`. */
export function answerAdmin(method: string, path: string[], query: URLSearchParams, text: string, { store, modes, systems }: Behind): SystemReply {
  const [what, id] = path;
  if (what === 'log') return { status: 200, body: { items: store.calls(query.get('system') ?? undefined).map((call) => ({ ...call })) } };
  if (what === 'facts')
    return {
      status: 200,
      body: Object.fromEntries(systems.map((system) => [system.id, { mode: modes.of(system.id), calls: store.callCount(system.id), ...system.facts(store) }])),
    };
  if (what === 'modes' && method === 'PUT' && systems.some((system) => system.id === id)) {
    const { mode, delay, times } = objectOf(text === '' ? null : (JSON.parse(text) as Json));
    if (!modeNames.includes(mode as Mode)) return { status: 422, body: { error: `mode is one of ${modeNames.join(', ')}` } };
    modes.set(String(id), mode as Mode, { ...(typeof delay === 'number' ? { delay } : {}), ...(typeof times === 'number' ? { times } : {}) });
    return { status: 200, body: { system: String(id), mode: mode as string } };
  }
  return { status: 404, body: { error: `/_admin/${path.join('/')} does not exist` } };
}
