/** One holder's hold on one run: events are applied here, gathered, and committed in one stroke. */

import { advance, defaultPort } from './advance.ts';
import { countEvents } from './counts.ts';
import type { Run, RunEvent } from './events.ts';
import { fold, foldAll, hasBegun, isEnded } from './fold.ts';
import { headOf } from './head.ts';
import type { FindSubflow } from './outcome.ts';
import { parkedBy } from './parkings.ts';
import type { Plan } from './plan.ts';
import { type Claim, CommitUnknown, type Outbox, type RunHead, type RunStore, type Witness } from './ports.ts';
import { type Values, valuesOf } from './values.ts';

const longestLog = 10_000;

/** The address is derived, so a call that is repeated carries the same one. */
export type LinkTo = (task: string) => string;

export interface Session {
  /** Of the version it goes by now. */
  plan: Plan;
  run: Run;
  values: Values;
  head: RunHead;
  /** Another holder has the run: nothing more may be written. */
  lost: boolean;
  /** What calls had come to when that was found out, and no commit could keep any more. */
  refused: RunEvent[];
  /** Address by which somebody outside may answer a task; absent where nobody may. */
  linkTo: LinkTo | undefined;
  /** Something of it is durable beside its start. */
  hasBegun: boolean;
  /** Something is not yet durable. */
  isDirty(): boolean;
  /** Fold an event and all its consequences. */
  apply(event: RunEvent): void;
  send(item: Outbox): void;
  /** What the order is worth now. */
  worth(amount: { amount?: string; currency?: string }): void;
  /** Mark a request as answered by the next commit; false when it is already. */
  take(requestId: string): boolean;
  /** Drop what was gathered of a run that has not begun; it waits for its flow, or its trigger, to go on. */
  keep(at: number, by?: 'trigger'): Promise<boolean>;
  /** Make everything gathered durable. False when the run is no longer ours. */
  commit(release: boolean, at: number): Promise<boolean>;
}

export interface SessionDeps {
  store: RunStore;
  nextAuthor(): string;
  witness: Witness;
  subflow: FindSubflow;
  linkTo?: LinkTo;
}

export function openSession({ store, nextAuthor, witness, subflow, linkTo }: SessionDeps, plan: Plan, claim: Claim): Session {
  const { tenant, id } = claim.head;
  let base = claim.head;
  let seq = claim.head.seq;
  let events: RunEvent[] = [];
  let outbox: Outbox[] = [];
  let taken: string[] = [];

  const log = claim.commits.flatMap((commit) => commit.events);

  const session: Session = {
    plan,
    run: foldAll(id, claim.commits),
    values: valuesOf((hash) => store.payload(tenant, id, hash)),
    head: claim.head,
    lost: false,
    refused: [],
    linkTo,
    hasBegun: hasBegun(log),
    isDirty: () => events.length > 0 || taken.length > 0 || outbox.length > 0,
    apply(first) {
      const queue = [first];
      for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
        if (isEnded(session.run)) return;
        fold(session.run, event);
        events.push(event);
        queue.push(...advance(session.plan, session.run, event));
      }
      if (session.run.events > longestLog && session.run.status === 'running') {
        const parked: RunEvent = {
          type: 'run.parked',
          at: first.at,
          code: 'run.too_long',
          reason: `This run has more than ${longestLog} events; split its work into child runs`,
        };
        for (const event of [parked, ...advance(session.plan, fold(session.run, parked), parked)]) {
          if (event !== parked) fold(session.run, event);
          events.push(event);
        }
      }
    },
    worth(amount) {
      base = { ...base, ...amount };
    },
    send: (item) => outbox.push(item),
    take: (requestId) => !taken.includes(requestId) && taken.push(requestId) > 0,
    keep(at, by) {
      const kept: RunEvent = { type: 'run.kept', at, ...(by ? { by } : {}) };
      session.run = fold(foldAll(id, claim.commits), kept);
      events = [kept];
      return session.commit(true, at);
    },
    async commit(release, at) {
      if (session.lost) return false;
      const begins = !session.hasBegun && hasBegun(events);
      const head = headOf(base, session.run, seq + 1);
      const commit = {
        head,
        events,
        at,
        author: nextAuthor(),
        payloads: session.values.fresh(),
        outbox: [
          ...outbox,
          ...parkedBy(session, events, subflow, at),
          ...passedBy(session.run, events),
          ...stoppedBy(session, events, at),
          ...(isEnded(session.run) ? await endOf(session, at) : []),
          ...leavesLane(session.head, head, at),
        ],
        counts: countEvents(head, session.run, events, begins && session.run.scope === undefined ? defaultPort(session.plan, session.run.trigger) : undefined),
        taken,
        release,
      };
      events = [];
      outbox = [];
      taken = [];
      const result = await commitOnce(store, commit);
      if (result === 'conflict') {
        session.lost = true;
        session.refused = commit.events.filter((event) => isFinding(session.run, event));
        return false;
      }
      seq += 1;
      session.head = head;
      session.hasBegun ||= begins;
      witness(head, commit.events);
      return true;
    },
  };
  // The log may end between an event and its consequences only where it holds the start alone.
  if (!session.hasBegun) for (const event of log) for (const next of advance(plan, session.run, event)) session.apply(next);
  return session;
}

/** At most one commit of a run is open; an unknown one is settled by reading its author back before the next. */
async function commitOnce(store: RunStore, commit: Parameters<RunStore['commit']>[0]): Promise<'done' | 'conflict'> {
  const { tenant, id, seq } = commit.head;
  for (let tries = 0; ; tries += 1) {
    try {
      return await store.commit(commit);
    } catch (error) {
      if (!(error instanceof CommitUnknown) || tries >= 20) throw error;
      const since = await store.log(tenant, id, seq - 1);
      const there = since.find((stored) => stored.seq === seq);
      if (there) return there.author === commit.author ? 'done' : 'conflict';
    }
  }
}

const isFinding = (run: Run, event: RunEvent): boolean =>
  (event.type === 'step.completed' || event.type === 'step.failed') && run.steps.get(event.step)?.effect !== undefined;

/** Ended, or parked and passed by: told to those behind it. */
const leavesLane = ({ lane }: RunHead, { id, flow, lane: now }: RunHead, at: number): Outbox[] =>
  lane !== undefined && now === undefined ? [{ kind: 'lane', runId: id, flow, lane, at }] : [];

/** A step that went on without the answer of its task leaves nobody to work on it. */
function passedBy(run: Run, events: RunEvent[]): Outbox[] {
  return events.flatMap((event): Outbox[] => {
    const step = event.type === 'step.completed' ? run.steps.get(event.step) : undefined;
    const task = step?.wait?.task;
    return task === undefined || step?.signals.some(({ id }) => id === task) ? [] : [{ kind: 'task.close', id: task, at: event.at }];
  });
}

/** Canceled steps close their tasks and cancel their children. */
function stoppedBy({ run, head }: Session, events: RunEvent[], at: number): Outbox[] {
  const items: Outbox[] = [];
  const stopped = events.findLast(({ type }) => type === 'run.undoing' || type === 'run.canceled');
  if (!stopped) return items;
  for (const step of run.steps.values()) {
    if (step.status !== 'canceled' || !step.wait || step.endedAt !== stopped.at) continue;
    if (step.wait.task !== undefined) items.push({ kind: 'task.close', id: step.wait.task, at });
    for (const child of step.wait.children ?? []) {
      items.push({
        kind: 'ask',
        request: {
          tenant: head.tenant,
          runId: child,
          id: `parent:${run.id}`,
          kind: 'cancel',
          by: 'system',
          reason: `Its parent run ${run.id} was canceled`,
          at,
        },
      });
    }
  }
  return items;
}

/** An ended child tells its parent, by value. */
async function endOf(session: Session, at: number): Promise<Outbox[]> {
  const { run, head } = session;
  const items: Outbox[] = [];
  if (run.parent && run.parent.parking === undefined) {
    const output = await session.values.get(run.output);
    const data = { child: run.id, status: run.status, output };
    items.push({ kind: 'signal', signal: { tenant: head.tenant, id: run.id, name: 'run.ended', key: run.parent.runId, data, at } });
  }
  return items;
}
