/** At most so many calls side by side per lane; those over it wait their turn, first come first served. */
export interface Lanes {
  enter(lane: string): (() => void) | Promise<() => void>;
}

export function lanesOf(limit: number): Lanes {
  const lanes = new Map<string, { out: number; queue: ((leave: () => void) => void)[] }>();
  return {
    enter(name) {
      const lane = lanes.get(name) ?? { out: 0, queue: [] };
      lanes.set(name, lane);
      const leave = (): void => {
        const next = lane.queue.shift();
        if (next) next(once(leave));
        else if (--lane.out === 0) lanes.delete(name);
      };
      if (lane.out < limit) {
        lane.out += 1;
        return once(leave);
      }
      return new Promise((resolve) => lane.queue.push(resolve));
    },
  };
}

function once(call: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    call();
  };
}
