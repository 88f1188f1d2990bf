import type { RunStore } from '../../../server/engine/ports.ts';

/** A store whose process can die: its calls never answer any more. `dies` is asked before each call. */
export function mortal(store: RunStore, dead: { now: boolean }, dies: (call: keyof RunStore) => boolean): RunStore {
  const never = new Promise<never>(() => undefined);
  return new Proxy(store, {
    get(target, name: keyof RunStore) {
      const call = target[name] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => (dead.now || dies(name) ? never : call.apply(target, args));
    },
  });
}
