/** Carries news of commits to the other processes: what a worker does here is seen on a screen that hangs there. */
import type { RunEvent } from '../engine/events.ts';
import type { Clock, RunHead, RunStore, Witness } from '../engine/ports.ts';
import type { LiveEvent } from '../http/api.ts';
import type { Live } from '../http/live.ts';
import type { Others } from '../profiles/profile.ts';

type News = { kind: 'commit'; head: RunHead; tasks: RunEvent[]; isAnswer: boolean } | { kind: 'event'; tenant: string; event: LiveEvent };

export interface Relay {
  witness: Witness;
  publish(tenant: string, event: LiveEvent): void;
  close(): void;
}

/** News of one turn go together; of many about one run the last one counts for screens. */
const gatherMs = 50;
const most = 500;

/** Without others the live screens of this process are all there are. */
export function relay(live: Live, others: Others | undefined, store: Pick<RunStore, 'log'>, clock: Clock, changed: () => void): Relay {
  if (!others) return { witness: live.witness, publish: live.publish, close: () => undefined };
  let gathered: News[] = [];
  const send = (): void => {
    const news = gathered.slice(-most);
    gathered = [];
    others.publish(JSON.stringify(news));
  };
  const tell = (one: News): void => {
    if (gathered.push(one) === 1) clock.wake(clock.now() + gatherMs, send);
  };
  const leave = others.listen((text) => {
    for (const one of JSON.parse(text) as News[]) void hear(one);
  });

  async function hear(one: News): Promise<void> {
    if (one.kind === 'event') {
      if (one.event.kind === 'flow' || one.event.kind === 'held') changed();
      return live.publish(one.tenant, one.event);
    }
    const { head, tasks, isAnswer } = one;
    // Whoever waits for a run here wants its events; they are in the log.
    const events = isAnswer && live.isAwaited(head.id) ? await eventsOf(head) : tasks;
    live.witness(head, events);
  }

  async function eventsOf({ tenant, id, seq }: RunHead): Promise<RunEvent[]> {
    const commits = await store.log(tenant, id, seq - 1).catch(() => []);
    return commits.flatMap(({ events }) => events);
  }

  return {
    witness(head, events) {
      live.witness(head, events);
      const tasks = events.filter((event) => event.type === 'step.waiting' && event.task !== undefined);
      tell({ kind: 'commit', head, tasks, isAnswer: events.some((event) => event.type === 'step.completed') });
    },
    publish(tenant, event) {
      live.publish(tenant, event);
      tell({ kind: 'event', tenant, event });
    },
    close: leave,
  };
}
