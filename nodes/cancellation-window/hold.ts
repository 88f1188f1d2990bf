/** Until when an order is held, from its clock, its rule and all that happened to it inside the window. */
import { roughLength, words } from '../../flows/duration.ts';
import type { Json, JsonObject } from '../../flows/flow.ts';
import { dueAfter } from '../business-time.ts';
import { instantOf, isoOf } from '../instant.ts';
import { fieldOf, objectOf } from '../json-fields.ts';
import type { SignalSeen, Turn } from '../node-type.ts';
import { lengthFor } from './length.ts';

export interface Hold {
  until: number;
  why: string;
  /** The end lay in the past before the order arrived here. */
  isLate: boolean;
  cut?: { from: string; to: string; shipBy: string };
}

/** Clock start + length, at most what the promised shipping date leaves. */
export function holdOf(turn: Turn, order: Json, clock: number, said: string): Hold {
  const length = lengthFor(turn.config, order);
  const until = dueAfter(clock, length.for, turn.config, turn.zone);
  const business = turn.config['calendar'] === undefined ? '' : ' of business time';
  const why = `Held ${words(length.for)}${business} from ${said}${length.rule === undefined ? '' : ` (${length.rule})`}`;
  return guarded({ until, why, isLate: until < turn.since }, turn);
}

/** Where the clock starts: when the order was placed in its channel, or when it reached us. */
export function clockOf(turn: Turn): { at: number; said: string } {
  const placed = fieldOf(turn.order, 'placedAt');
  if (turn.config['clock'] === 'received' || placed === undefined || placed === null) return { at: turn.run.startedAt, said: 'receipt' };
  return { at: instantOf(placed, turn.zone, 'order.placedAt'), said: 'placing' };
}

/** A person gave the customer more time. */
export function extended(hold: Hold, signal: SignalSeen, turn: Turn): Hold {
  const data = objectOf(signal.data);
  const until =
    typeof data['for'] === 'string'
      ? dueAfter(Math.max(hold.until, signal.at), data['for'], turn.config, turn.zone)
      : instantOf(data['until'], turn.zone, 'extend "until"');
  return guarded({ ...hold, until, isLate: false, why: `${hold.why}, extended${by(data)}${because(data)}` }, turn);
}

/** hold_until ≤ ship_by − p90 of pick and pack − slack before the carrier's cut-off: the window gives way, visibly. */
function guarded(hold: Hold, turn: Turn): Hold {
  const rule = turn.config['shipBy'];
  const { at = rule, pickPack, slack } = objectOf(rule);
  if (typeof at !== 'string') return hold;
  const shipBy = instantOf(at, turn.zone, 'shipBy');
  const latest = shipBy - lengthOr0(pickPack) - lengthOr0(slack);
  if (hold.until <= latest) return hold;
  const to = Math.max(latest, Math.min(turn.since, hold.until));
  return { ...hold, until: to, cut: { from: isoOf(hold.until), to: isoOf(to), shipBy: isoOf(shipBy) }, why: `${hold.why}, cut to ship by ${isoOf(shipBy)}` };
}

const lengthOr0 = (value: Json | undefined): number => (typeof value === 'string' ? roughLength(value) : 0);

export const by = (data: JsonObject): string => (typeof data['by'] === 'string' ? ` by ${data['by']}` : '');
export const because = (data: JsonObject): string => (typeof data['reason'] === 'string' ? `: ${data['reason']}` : '');
