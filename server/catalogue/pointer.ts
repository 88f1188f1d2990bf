/** Where a flow's pointer stands and how it is switched, as plain values: who moves it keeps what the move leaves alone. */
import type { Flow } from '../../flows/flow.ts';
import type { Deployed } from './deployed.ts';

/** Which version is current, and its switches. */
export type Pointer = Omit<Deployed, 'tenant' | 'flow'>;

/** As it stands, with its switches. */
export const pointerOf = ({ tenant: _, flow: __, ...pointer }: Deployed): Pointer => pointer;

export const unpaused = ({ pauseReason: _, pausedAt: __, pausedBy: ___, ...pointer }: Pointer): Pointer => ({ ...pointer, paused: false });

export const paused = (pointer: Pointer, at: number, by: string, reason: string): Pointer => ({
  ...unpaused(pointer),
  ...{ paused: true, pausedAt: at, pausedBy: by },
  ...(reason ? { pauseReason: reason } : {}),
});

type TriggerMark = NonNullable<Pointer['triggers']>[string];

/** One trigger switched off by somebody, or on again where nobody is named. */
export function switched({ triggers = {}, ...pointer }: Pointer, node: string, off?: TriggerMark): Pointer {
  const { [node]: _, ...others } = triggers;
  return withTriggers(pointer, off ? { ...others, [node]: off } : others);
}

/** Switches of triggers the drawing no longer has are gone with them. */
export const withTriggersOf = ({ nodes }: Flow, { triggers = {}, ...pointer }: Pointer): Pointer =>
  withTriggers(pointer, Object.fromEntries(Object.entries(triggers).filter(([node]) => nodes[node] !== undefined)));

const withTriggers = (pointer: Pointer, triggers: Record<string, TriggerMark>): Pointer =>
  Object.keys(triggers).length > 0 ? { ...pointer, triggers } : pointer;
