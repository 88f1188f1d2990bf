import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Flow, Json, Move, TryAnswer } from '../../server/http/api.ts';
import { ApiError } from '../api/client.ts';
import { useSamples } from '../api/expressions.ts';
import { tryQuery, usePastOrders, useShippedSample } from '../api/try.ts';
import { type Pin, usePinnedSample } from '../expression/pinned-sample.ts';
import { sayRefused } from '../show/notify.tsx';
import { tryWords as words } from '../text/en/try.ts';
import { askOf, freshTry, moved, oneBack, startedOver, startOf, type TryState } from './try-state.ts';

export interface Trial {
  pin: Pin | undefined;
  /** Another order begins at its beginning; pinned answers stay. */
  choose(pin: Pin): void;
  state: TryState;
  change(next: (state: TryState) => TryState): void;
  answer: TryAnswer | undefined;
  /** The next state is being played. */
  isPlaying: boolean;
  failed: Error | undefined;
  move(move: Move): void;
  jump(): void;
  back(): void;
  startOver(): void;
}

/** The order on trial: chosen once for the whole page of a flow, played anew at every move. */
export function useTry(flowId: string, flow: Flow, onMoved: () => void): Trial {
  const [pinned, setPin] = usePinnedSample(flowId);
  const bodyOf = useBodies(flowId);
  const pin = useFirst(flowId, pinned);
  const [state, setState] = useState<TryState>(() => freshTry(startOf(pin && bodyOf(pin), Date.now())));
  const [good, setGood] = useState<TryAnswer>();
  const asked = useQuery({ ...tryQuery(flowId, pin ? askOf(state, pin, flow) : {}), enabled: pin !== undefined });
  const name = pin && JSON.stringify([pin.kind, pin.kind === 'json' ? pin.name : pin.id]);
  const body = pin && bodyOf(pin);
  // The start follows the order, also where its document comes later than its name.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order begins anew; the same one keeps what was done with it
  useEffect(() => {
    setGood(undefined);
    setState((now) => ({ ...startedOver(now), at: startOf(body, Date.now()) }));
  }, [name, body !== undefined]);
  useEffect(() => {
    if (asked.data) setGood(asked.data);
  }, [asked.data]);
  const failed = asked.error ?? undefined;
  // A move that cannot be made here is taken back: the try stays where it was.
  useEffect(() => {
    if (!(failed instanceof ApiError) || !failed.path?.startsWith('/moves')) return;
    sayRefused(failed);
    setState(oneBack);
  }, [failed]);
  /** What is under view follows the order. */
  const go = (next: (now: TryState) => TryState): void => {
    setState(next);
    onMoved();
  };
  const answer = asked.data ?? good;
  return {
    pin,
    choose: setPin,
    state,
    change: (next) => setState(next),
    answer,
    isPlaying: asked.isFetching,
    failed,
    move: (move) => go((now) => moved(now, move)),
    jump: () => {
      if (answer && answer.coming.length > 0 && !asked.isFetching) go((now) => moved(now, { do: 'next' }));
    },
    back: () => go(oneBack),
    startOver: () => go(startedOver),
  };
}

/** Where nothing was chosen yet: a sample, else the newest order, else what came with the flow. */
function useFirst(flowId: string, pinned: Pin | undefined): Pin | undefined {
  const samples = useSamples(flowId);
  const past = usePastOrders(flowId);
  const shipped = useShippedSample(flowId);
  if (pinned) return pinned;
  if (!samples.isFetched || !past.isFetched || !shipped.isFetched) return undefined;
  const [sample] = samples.data ?? [];
  if (sample) return { kind: 'sample', id: sample.id, name: sample.name };
  const [run] = past.data ?? [];
  if (run) return { kind: 'run', id: run.id, key: run.keys[0] ?? run.id };
  return shipped.data ? { kind: 'json', name: words.shippedName, body: shipped.data } : undefined;
}

function useBodies(flowId: string): (pin: Pin) => Json | undefined {
  const samples = useSamples(flowId).data;
  return (pin) => (pin.kind === 'json' ? pin.body : pin.kind === 'sample' ? samples?.find(({ id }) => id === pin.id)?.body : undefined);
}
