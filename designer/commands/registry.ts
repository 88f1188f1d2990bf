import { useEffect, useRef } from 'react';
import type { Command, CommandSource } from './command.ts';

const sources = new Set<CommandSource>();

/** Every source of the pages and panels shown now. */
export const commandSources = (): ReadonlySet<CommandSource> => sources;

/** Offers commands while the component is shown. */
export function useCommands(source: CommandSource): void {
  const latest = useRef(source);
  useEffect(() => void (latest.current = source));
  useEffect(() => {
    const mine: CommandSource = (text): readonly Command[] => latest.current(text);
    sources.add(mine);
    return () => void sources.delete(mine);
  }, []);
}
