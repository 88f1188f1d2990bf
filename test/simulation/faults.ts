/** What goes wrong, drawn from a seed by name: the same fault strikes again wherever the same name comes up, unless it is left out. */
import { type Chance, chanceOf, fractionOf } from './chance.ts';

/** What may happen to a call over a wire. */
export type Trouble =
  | 'kill before'
  | 'kill after'
  | 'freeze before'
  | 'freeze after'
  /** Frozen first, and refused once it arrives. */
  | 'freeze refuse'
  /** Refused, nothing was done. */
  | 'refuse'
  /** Done, and the answer is lost. */
  | 'lose'
  /** The caller gives up first, and it is done afterwards. */
  | 'late'
  /** Of several documents only some are done. */
  | 'half';

export interface Call {
  /** Life, place and number: `w1.2 commit 7`. */
  name: string;
  /** `read` changes nothing anywhere. */
  kind: 'read' | 'write' | 'effect' | 'ring';
  /** Position among all calls of this world. */
  ordinal: number;
}

export interface Faults {
  /** From now on nothing goes wrong. */
  calm(): void;
  isCalm(): boolean;
  onCall(call: Call): Trouble | undefined;
  /** Which of these shares is hit, if any. */
  draw<K extends string>(name: string, shares: { [kind in K]: number }): K | undefined;
  /** A length that belongs to a name. */
  amount(name: string, low: number, high: number): number;
  /** All that went wrong so far, by name. */
  happened: string[];
}

/** Shares of everything that can go wrong; a seed turns some up and others off. */
export interface Dials {
  call: Record<Trouble, number>;
  /** One call in so many takes far longer. */
  slow: number;
  bell: { lost: number; twice: number; late: number };
  http: Record<HttpTrouble, number>;
  /** Between senders and the API. */
  net: { request: number; answer: number };
  again: number;
}

export type HttpTrouble = 'unreachable' | 'swallowed' | 'lost' | 'slow' | 'busy' | 'limited' | 'gateway' | 'stored500' | 'refused';

/** Kills and freezes in one faulty phase: more would only prove that nothing moves while nothing may. */
const most = 10;

const rated = <K extends string>(chance: Chance, share: number, kinds: readonly K[], on = 0.6): Record<K, number> =>
  Object.fromEntries(kinds.map((kind) => [kind, chance.hit(on) ? share * (0.3 + 1.4 * chance.next()) : 0])) as Record<K, number>;

export function dialsOf(seed: number, isShared: boolean): Dials {
  const chance = chanceOf(seed * 2 + 1);
  // Some worlds are rough, and in some nothing happens to store and processes: what goes wrong there has no excuse.
  const mood = chance.next();
  const call = rated(chance, mood < 0.2 ? 0 : mood > 0.85 ? 0.04 : 0.012, [
    'kill before',
    'kill after',
    'freeze before',
    'freeze after',
    'freeze refuse',
    'refuse',
    'lose',
    'late',
    'half',
  ] as const);
  // One process that owns its disk: no request of it outlives it, and it freezes with it.
  if (!isShared) Object.assign(call, { late: 0, half: 0 });
  return {
    call,
    slow: chance.hit(0.5) ? 0.03 : 0,
    bell: chance.hit(0.15) ? { lost: 1, twice: 0, late: 0 } : rated(chance, 0.15, ['lost', 'twice', 'late'] as const),
    http: {
      ...rated(chance, 0.12, ['unreachable', 'swallowed', 'lost', 'slow', 'busy', 'limited', 'gateway'] as const),
      stored500: chance.hit(0.1) ? 0.03 : 0,
      refused: chance.hit(0.1) ? 0.03 : 0,
    },
    net: rated(chance, 0.15, ['request', 'answer'] as const),
    again: chance.hit(0.7) ? 0.4 : 0,
  };
}

export function drawnFaults(seed: number, dials: Dials, without: ReadonlySet<string>): Faults {
  let isCalm = false;
  let strokes = 0;
  const happened: string[] = [];
  const draw = <K extends string>(name: string, shares: { [kind in K]: number }): K | undefined => {
    if (isCalm) return undefined;
    let left = fractionOf(seed, name);
    for (const kind in shares) {
      left -= shares[kind];
      if (left >= 0) continue;
      const id = `${name}: ${kind}`;
      if (without.has(id)) return undefined;
      happened.push(id);
      return kind;
    }
    return undefined;
  };
  const reads = { ...dials.call, lose: 0, late: 0, half: 0, 'kill before': dials.call['kill before'] / 6, 'kill after': dials.call['kill after'] / 6 };
  const effects = {
    ...dials.call,
    refuse: 0,
    'freeze refuse': 0,
    lose: 0,
    late: 0,
    half: 0,
    'kill before': dials.call['kill before'] * 2,
    'kill after': dials.call['kill after'] * 2,
  };
  return {
    calm() {
      isCalm = true;
    },
    isCalm: () => isCalm,
    onCall({ name, kind }) {
      if (strokes >= most || kind === 'ring') return undefined;
      const trouble = draw(name, kind === 'read' ? reads : kind === 'effect' ? effects : dials.call);
      if (trouble?.startsWith('kill') || trouble?.startsWith('freeze')) strokes += 1;
      return trouble;
    },
    draw,
    amount: (name, low, high) => low + fractionOf(seed ^ 0x5bd1e995, name) * (high - low),
    happened,
  };
}

/** One thing that goes wrong, at the call with that number. */
export interface Stroke {
  ordinal: number;
  trouble: Trouble;
}

/** Who freezes at an ordered point has lost its lease when it goes on, ms; the second to freeze is only not sure of it any more. */
const beyondLease = 40_000;
const beyondDoubt = 12_000;

/** Nothing goes wrong but what is ordered; `deafness` is the share of rings that nobody hears. */
export function orderedFaults(seed: number, strokes: Stroke[], deafness: number): Faults {
  const happened: string[] = [];
  let second = '';
  return {
    calm: () => undefined,
    isCalm: () => false,
    onCall({ name, ordinal }) {
      const stroke = strokes.find((one) => one.ordinal === ordinal);
      if (stroke) happened.push(`${name}: ${stroke.trouble}`);
      if (stroke && stroke !== strokes[0]) second = `${name} freeze`;
      return stroke?.trouble;
    },
    draw: <K extends string>(name: string, shares: { [kind in K]: number }) =>
      'twice' in shares && fractionOf(seed, name) < deafness ? ('lost' as K) : undefined,
    amount: (name, low, high) => (name === second ? beyondDoubt : name.endsWith(' freeze') ? beyondLease : low + fractionOf(seed, name) * (high - low)),
    happened,
  };
}
