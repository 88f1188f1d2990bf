import { useEffect, useRef } from 'react';

export interface KeyGroup {
  name: string;
  /** Keys as they are printed, and what they do. */
  keys: readonly (readonly [string, string])[];
}

type Source = () => readonly KeyGroup[];
const sources = new Set<Source>();

/** Keys of what is shown now, beside those that act everywhere. */
export const pageKeys = (): KeyGroup[] => [...sources].flatMap((source) => source());

/** Adds keys to the list under "?" while the component is shown. */
export function usePageKeys(source: Source): void {
  const latest = useRef(source);
  useEffect(() => void (latest.current = source));
  useEffect(() => {
    const mine: Source = () => latest.current();
    sources.add(mine);
    return () => void sources.delete(mine);
  }, []);
}
