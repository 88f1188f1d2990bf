import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Evaluated, Problem } from '../../server/http/api.ts';
import { evaluate } from '../api/expressions.ts';
import { neededBy } from './needed-by.ts';
import type { Example } from './use-example.ts';

/** What an expression gives on the example. `isOld`: the text goes on, this is of what stood before. */
export type Live =
  | { kind: 'empty' | 'asking' | 'unreachable' | 'finds-nothing' | 'no-sample' }
  | { kind: 'value'; value: NonNullable<Evaluated['value']> | null; isCut: boolean; isOld: boolean }
  | { kind: 'problem'; problem: Problem };

const pause = 150;
/** What is half written is not wrong yet. */
const patience = 600;

/** The value of an expression, asked for with every pause in typing; the last good one stays until the next is there. */
export function useValue(source: string, example: Example): Live {
  const [settled] = useDebouncedValue(source, pause);
  const [rested] = useDebouncedValue(source, patience);
  const problem = useProblem(settled);
  const isReadable = settled.trim() !== '' && problem === null;
  const answer = useQuery({
    queryKey: ['expression', settled, example.version],
    queryFn: ({ signal }) =>
      evaluate({ expressions: [{ id: 'value', source: settled }], sample: neededBy(settled, example.data!) }, signal).then(({ items }) => items[0]!),
    enabled: isReadable && example.data !== undefined,
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  });
  const lastGood = useRef<Extract<Live, { kind: 'value' }>>(undefined);
  const now = told();
  if (now.kind === 'value') lastGood.current = now;
  if (now.kind === 'empty') lastGood.current = undefined;
  const isTyping = source !== settled || now.kind === 'asking' || (now.kind === 'problem' && source !== rested);
  return isTyping && lastGood.current && source.trim() !== '' ? { ...lastGood.current, isOld: true } : now;

  function told(): Live {
    if (settled.trim() === '') return { kind: 'empty' };
    if (problem) return { kind: 'problem', problem };
    if (example.data === undefined) return { kind: example.isPending ? 'asking' : 'no-sample' };
    if (problem === undefined || answer.isPending) return { kind: 'asking' };
    if (answer.isError) return { kind: 'unreachable' };
    const { value, isCut = false, problem: failed } = answer.data;
    if (failed) return { kind: 'problem', problem: failed };
    return value === undefined ? { kind: 'finds-nothing' } : { kind: 'value', value, isCut, isOld: false };
  }
}

/** What cannot be read in it: null when all can, undefined until the parser is here. */
function useProblem(source: string): Problem | null | undefined {
  const [found, setFound] = useState<{ source: string; problem: Problem | null }>();
  useEffect(() => {
    let isWanted = source.trim() !== '';
    if (isWanted)
      void import('./check-source.ts').then(
        ({ problemIn }) => isWanted && setFound({ source, problem: problemIn(source) ?? null }),
        // Without the parser the hub says what is wrong.
        () => isWanted && setFound({ source, problem: null }),
      );
    return () => {
      isWanted = false;
    };
  }, [source]);
  return found?.source === source ? found.problem : undefined;
}
