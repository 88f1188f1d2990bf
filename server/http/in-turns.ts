/**
 * Work that comes in bursts is done in turns of the event loop, a few ms in each, and so much of it at a time: whatever
 * else the process does goes on in between. Without it a flood of messages makes every turn and every batch of the store
 * so long that the runs already taken hardly move.
 */
export interface InTurns {
  enter(work: () => void): void;
  /** A piece of work that was entered before has come to its end. */
  done(): void;
}

/** `took` hears what a piece cost, ms. */
export function inTurns(budgetMs: number, atOnce: number, took: (ms: number) => void = () => undefined): InTurns {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  let spent = 0;
  let isArmed = false;

  const hasRoom = (): boolean => spent < budgetMs && underWay < atOnce;
  const arm = (): void => {
    if (isArmed) return;
    isArmed = true;
    setImmediate(next);
  };
  const play = (work: () => void): void => {
    underWay += 1;
    const began = performance.now();
    work();
    const ms = performance.now() - began;
    spent += ms;
    took(ms);
    arm();
  };
  const next = (): void => {
    isArmed = false;
    spent = 0;
    let played = 0;
    while (played < waiting.length && hasRoom()) play(waiting[played++]!);
    waiting.splice(0, played);
    if (waiting.length > 0 && underWay < atOnce) arm();
  };

  return {
    enter(work) {
      if (waiting.length === 0 && hasRoom()) return play(work);
      waiting.push(work);
      if (underWay < atOnce) arm();
    },
    done() {
      underWay -= 1;
      if (waiting.length > 0) arm();
    },
  };
}
