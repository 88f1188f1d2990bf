/** What a try is made of: who answers, what happened so far, which part is played. Replaying it gives the same again. */
import type { Flow, GivenAnswer, Json, Move, TryAnswer, TryAsk } from '../../server/http/api.ts';
import type { Pin } from '../expression/pinned-sample.ts';

export interface TryState {
  /** Virtual instant of the start; that of the real order while it is followed. */
  at: string;
  by: GivenAnswer['kind'];
  answers: Record<string, GivenAnswer>;
  moves: Move[];
  /** Nodes whose first answer is lost. */
  lost: string[];
  from?: string;
  to?: string;
}

export const freshTry = (at: string, by: TryState['by'] = 'sandbox'): TryState => ({ at, by, answers: {}, moves: [], lost: [] });

export const moved = (state: TryState, move: Move): TryState => ({ ...state, moves: [...state.moves, move] });

export const oneBack = (state: TryState): TryState => ({ ...state, moves: state.moves.slice(0, -1) });

/** From the beginning, with the same answers and the same part. */
export const startedOver = (state: TryState): TryState => ({ ...state, moves: [], lost: [] });

export const losing = (state: TryState, node: string): TryState => ({
  ...state,
  lost: state.lost.includes(node) ? state.lost.filter((one) => one !== node) : [...state.lost, node],
});

export function answering(state: TryState, node: string, answer: GivenAnswer | undefined): TryState {
  const { [node]: _, ...rest } = state.answers;
  return { ...state, answers: answer ? { ...rest, [node]: answer } : rest };
}

/** Nodes before the beginning leave as they did in the try so far. */
export function beginningAt(state: TryState, node: string | undefined, tried: TryAnswer | undefined): TryState {
  const { from: _, ...rest } = state;
  if (node === undefined) return { ...rest, moves: [] };
  const pins = Object.fromEntries(
    (tried?.steps ?? []).flatMap(({ node: passed, status, port, output }) =>
      status === 'completed' && passed !== node ? [[passed, { kind: 'mine' as const, output: output ?? {}, ...(port === undefined ? {} : { port }) }]] : [],
    ),
  );
  return { ...rest, from: node, moves: [], answers: { ...pins, ...state.answers } };
}

export function endingAt(state: TryState, node: string | undefined): TryState {
  const { to: _, ...rest } = state;
  return node === undefined ? rest : { ...rest, to: node };
}

/** The drawing goes along without its tests: they do not change what an order does. */
export function askOf(state: TryState, pin: Pin, { tests: _, ...flow }: Flow): TryAsk {
  const { at, by, answers, lost, moves, from, to } = state;
  const source = pin.kind === 'run' ? { run: pin.id } : pin.kind === 'sample' ? { sample: pin.id, at } : { document: pin.body, at };
  const losses = lost.map((node): Move => ({ do: 'lose', node }));
  return {
    flow,
    ...source,
    by,
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
    moves: [...losses, ...moves],
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** An order comes in when it was placed, where it says so: hold and deadlines then fall as they would. */
export function startOf(document: Json | undefined, now: number): string {
  const placed = typeof document === 'object' && document !== null && !Array.isArray(document) ? document['placedAt'] : undefined;
  const at = typeof placed === 'string' ? Date.parse(placed) : Number.NaN;
  return new Date(Number.isNaN(at) ? now : at).toISOString();
}
