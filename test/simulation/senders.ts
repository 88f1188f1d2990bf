/** Senders: each repeats its message until somebody answers 2xx, trusts that answer, and sometimes sends it again all the same. */
import type { Api, Message } from './api.ts';
import type { Chance } from './chance.ts';
import type { Dials, Faults } from './faults.ts';
import type { Life } from './life.ts';
import type { Scheduler } from './scheduler.ts';
import type { Wire } from './wire.ts';

export interface Errand {
  name: string;
  message: Message;
  /** The sender holds a 2xx. */
  isAcked: boolean;
  /** When somebody said 2xx first. */
  promisedAt?: number;
  tries: number;
}

export interface Senders {
  errands: Errand[];
  /** Send after so many ms. */
  send(name: string, message: Message, ms: number): Errand;
  /** Everything that was ever sent, once more: what senders do after a restore. */
  replay(): void;
  /** Messages that came again after they had been taken in. */
  repeated(): number;
  /** All have an answer. */
  isDone(): boolean;
}

const patience = 10_000;

export function sendersOf(deps: {
  scheduler: Scheduler;
  wire: Wire;
  faults: Faults;
  dials: Dials;
  chance: Chance;
  /** API processes that listen just now. */
  doors(): { life: Life; api: Api }[];
  /** An API process is about to say 2xx. */
  promised(errand: Errand): void;
  note(text: string): void;
  wrong(text: string): void;
}): Senders {
  const { scheduler, wire, faults, dials, chance } = deps;
  const errands: Errand[] = [];
  let repeated = 0;

  function attempt(errand: Errand): void {
    errand.tries += 1;
    const mine = errand.tries;
    const name = `${errand.name} try ${mine}`;
    const trouble = faults.draw(name, dials.net);
    let isOver = false;
    const again = (): void => {
      if (isOver) return;
      isOver = true;
      if (!errand.isAcked) scheduler.after(faults.isCalm() ? 500 : faults.amount(`${name} pause`, 500, 8_000), () => attempt(errand));
    };
    scheduler.after(patience, again);
    const answered = ({ status }: { status: number }): void => {
      if (isOver) return;
      if (status === 409) deps.wrong(`I2 ${errand.name} was answered 409 although its body never changed`);
      if (status !== 202) {
        again();
        return;
      }
      isOver = true;
      errand.isAcked = true;
      deps.note(`${errand.name} is acknowledged`);
      if (faults.draw(`${name} again`, { again: dials.again })) scheduler.after(faults.amount(`${name} again`, 0, 60_000), () => attempt(errand));
    };
    if (trouble === 'request') return;
    scheduler.after(wire.latency(name), () => {
      const doors = deps.doors();
      if (doors.length === 0) {
        again();
        return;
      }
      const { life, api } = chance.pick(doors);
      scheduler.after(
        0,
        () => {
          void api.take(errand.message).then((answer) => {
            if (answer.status === 202) {
              if (errand.promisedAt !== undefined) repeated += 1;
              errand.promisedAt ??= scheduler.now();
              deps.promised(errand);
            }
            if (trouble !== 'answer') scheduler.after(wire.latency(`${name} back`), () => answered(answer));
          });
        },
        life,
      );
    });
  }

  return {
    errands,
    send(name, message, ms) {
      const errand: Errand = { name, message, isAcked: false, tries: 0 };
      errands.push(errand);
      scheduler.after(ms, () => attempt(errand));
      return errand;
    },
    replay() {
      for (const errand of errands) {
        if (errand.tries === 0) continue;
        errand.isAcked = false;
        delete errand.promisedAt;
        scheduler.after(faults.amount(`${errand.name} replay`, 3_000, 20_000), () => attempt(errand));
      }
    },
    repeated: () => repeated,
    isDone: () => errands.every((errand) => errand.isAcked),
  };
}
