/** At most so many calls side by side per lane, one to a receiver that is ill; those over it wait their turn, first come first served. */
import type { Health, Leave } from '../../engine/drain-deps.ts';
import type { Clock } from '../../engine/ports.ts';
import { type Illness, illnessOf } from './illness.ts';

export interface Lanes {
  /** `limit` where this lane's is another. */
  enter(lane: string, limit?: number): Leave | Promise<Leave>;
  /**
   * True when the queue of this lane is long enough: whoever asks steps aside and is called once, in order, when the
   * queue has gone down. One that was called is let in.
   */
  isCrowded(lane: string, who: string, call: () => void): boolean;
}

interface Lane {
  out: number;
  limit: number;
  illness: Illness;
  /** Somebody will look when its pause is over. */
  isWatched: boolean;
  queue: ((leave: Leave) => void)[];
  aside: Map<string, () => void>;
  /** Called and not yet back. */
  coming: Set<string>;
}

/** `longest` is the queue that keeps a lane busy; what waits beyond it need not be held in memory. Without a clock nobody is ever taken for ill. */
export function lanesOf(usual: number, longest = 256, clock?: Clock): Lanes {
  const lanes = new Map<string, Lane>();

  const open = (name: string): Lane => {
    const lane = lanes.get(name) ?? { out: 0, limit: usual, illness: illnessOf(), isWatched: false, queue: [], aside: new Map(), coming: new Set() };
    lanes.set(name, lane);
    return lane;
  };
  const isPausing = ({ illness }: Lane): boolean => clock !== undefined && illness.until() > clock.now();
  const isIdle = (lane: Lane): boolean => lane.out === 0 && lane.queue.length === 0 && !isPausing(lane);
  const isFree = (lane: Lane): boolean => lane.out < (lane.illness.isIll() ? 1 : lane.limit) && !isPausing(lane);
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

  const letIn = (name: string, lane: Lane): void => {
    while (lane.queue.length > 0 && isFree(lane)) lane.queue.shift()!(place(name, lane));
    if (lane.queue.length === 0 || lane.isWatched || !isPausing(lane)) return;
    lane.isWatched = true;
    clock?.wake(lane.illness.until(), () => {
      lane.isWatched = false;
      letIn(name, lane);
    });
  };

  const place = (name: string, lane: Lane): Leave => {
    lane.out += 1;
    return once((found) => {
      lane.out -= 1;
      if (clock) lane.illness.heard(found, clock.now());
      letIn(name, lane);
      callNext(lane);
      if (isIdle(lane) && lane.aside.size === 0 && !lane.illness.isIll()) lanes.delete(name);
    });
  };

  return {
    enter(name, limit = usual) {
      const lane = open(name);
      lane.limit = limit;
      if (lane.queue.length === 0 && isFree(lane)) return place(name, lane);
      return new Promise((resolve) => {
        lane.queue.push(resolve);
        letIn(name, lane);
      });
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

function once(call: Leave): Leave {
  let done = false;
  return (found?: Health) => {
    if (done) return;
    done = true;
    call(found);
  };
}
