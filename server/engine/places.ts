/** Places in the lanes of receivers: an effect is intended only once it may leave, so a slow receiver leaves no queue of intents behind. */
import type { Effects, Health, Hold, Holding, Leave } from './drain-deps.ts';
import type { PlanNode } from './plan.ts';

export interface Places {
  /** True when this step has a place; otherwise one is asked for, and the holder rings once it is free. One that `goesOn` never stands aside. */
  take(step: string, node: PlanNode, goesOn: boolean): boolean;
  leave(step: string, found?: Health): void;
  /** True once after a place was granted: it may have come while the holder was busy and heard no ring. */
  hasNews(): boolean;
  /** Steps that still queue. */
  queued(): number;
  /** Steps whose receiver has too many waiting already. */
  aside(): string[];
  /** Steps that may not be attempted, and why: a place they had is given back. */
  heldBack(): ReadonlyMap<string, Holding>;
  /** Gives everything back, also what is granted later. */
  close(): void;
}

export function placesOf(effects: Effects, tenant: string, run: string, hold: Hold): Places {
  const held = new Map<string, Leave>();
  const asked = new Set<string>();
  const aside = new Set<string>();
  const back = new Map<string, Holding>();
  let isClosed = false;
  let news = false;
  // One that was let in goes on to its end: those not begun yet wait longer, not all of them.
  let isIn = false;
  const leave = (step: string, found?: Health): void => {
    held.get(step)?.(found);
    held.delete(step);
  };
  return {
    take(step, node, goesOn) {
      const holding = effects.heldBy?.(node, tenant);
      if (holding) {
        aside.delete(step);
        back.set(step, holding);
        leave(step);
        return false;
      }
      back.delete(step);
      if (held.has(step)) return true;
      if (asked.has(step)) return false;
      if (!goesOn && !isIn && effects.isCrowded?.(node, tenant, run, hold.comeBack)) {
        aside.add(step);
        return false;
      }
      aside.delete(step);
      isIn = true;
      const granted = effects.enter(node, tenant);
      if (!(granted instanceof Promise)) {
        held.set(step, granted);
        return true;
      }
      asked.add(step);
      void granted.then((leave) => {
        asked.delete(step);
        if (isClosed) return leave();
        held.set(step, leave);
        news = true;
        hold.ring?.();
      });
      return false;
    },
    leave,
    hasNews() {
      const had = news;
      news = false;
      return had;
    },
    queued: () => asked.size,
    aside: () => [...aside],
    heldBack: () => back,
    close() {
      isClosed = true;
      for (const leave of held.values()) leave();
      held.clear();
    },
  };
}
