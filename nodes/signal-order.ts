/** The order in which signals count, the same for every replay. */
import type { SignalSeen } from './node-type.ts';

/** Oldest first; in the same millisecond those named in `first` win, then the id decides. */
export function inOrder(signals: SignalSeen[], first: string[]): SignalSeen[] {
  const rank = (signal: SignalSeen): number => (first.includes(signal.name) ? 0 : 1);
  return [...signals].sort((a, b) => a.at - b.at || rank(a) - rank(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
