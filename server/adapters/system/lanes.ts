/** At most so many calls side by side per lane; those over it wait their turn, first come first served. */
export interface Lanes {
  /** `limit` where this lane's is another. */
  enter(lane: string, limit?: number): (() => void) | Promise<() => void>;
  /**
   * True when the queue of this lane is long enough: whoever asks steps aside and is called once, in order, when the
   * queue has gone down. One that was called is let in.
   */
  isCrowded(lane: string, who: string, call: () => void): boolean;
}

interface Lane {
  out: number;
  queue: ((leave: () => void) => void)[];
  aside: Map<string, () => void>;
  /** Called and not yet back. */
  coming: Set<string>;
}

/** `longest` is the queue that keeps a lane busy; what waits beyond it need not be held in memory. */
export function lanesOf(usual: number, longest = 256): Lanes {
  const lanes = new Map<string, Lane>();

  const open = (name: string): Lane => {
    const lane = lanes.get(name) ?? { out: 0, queue: [], aside: new Map(), coming: new Set() };
    lanes.set(name, lane);
    return lane;
  };
  const isIdle = ({ out, queue }: Lane): boolean => out === 0 && queue.length === 0;
  const room = ({ queue, coming }: Lane): number => longest - queue.length - coming.size;

  const callNext = (lane: Lane): void => {
    if (room(lane) < longest / 2) return;
    for (const [who, call] of lane.aside) {
      if (room(lane) <= 0) return;
      lane.aside.delete(who);
      lane.coming.add(who);
      call();
    }
  };

  return {
    enter(name, limit = usual) {
      const lane = open(name);
      const leave = (): void => {
        const next = lane.queue.shift();
        if (next) next(once(leave));
        else lane.out -= 1;
        callNext(lane);
        if (isIdle(lane) && lane.aside.size === 0) lanes.delete(name);
      };
      if (lane.out < limit) {
        lane.out += 1;
        return once(leave);
      }
      return new Promise((resolve) => lane.queue.push(resolve));
    },
    isCrowded(name, who, call) {
      const lane = lanes.get(name);
      if (!lane) return false;
      // Those called that never came, canceled meanwhile perhaps, must not keep the others out.
      if (isIdle(lane)) lane.coming.clear();
      if (lane.coming.delete(who) || isIdle(lane)) {
        lane.aside.delete(who);
        return false;
      }
      if (lane.aside.size === 0 && room(lane) > 0) return false;
      lane.aside.set(who, call);
      return true;
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
