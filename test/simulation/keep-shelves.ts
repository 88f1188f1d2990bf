/** The distributed profile: the real MongoDB protocol over a model of its shelves. */
import { headOf, taskOf } from '../../server/adapters/mongo/heads.ts';
import type { CommitDoc, DeliveryDoc, RequestDoc, RunDoc, SignalDoc, StoredCommit, TaskDocument } from '../../server/adapters/mongo/layout.ts';
import { mongoRuns } from '../../server/adapters/mongo/runs.ts';
import type { RunEvent } from '../../server/engine/events.ts';
import type { Claim } from '../../server/engine/ports.ts';
import type { Committed, Keep } from './keep.ts';
import type { Life } from './life.ts';
import { copyOf, emptyShelves, type ShelfName, type ShelvesHome, shelvesFor } from './shelves-model.ts';
import type { Wire } from './wire.ts';

export function shelvesKeep(wire: Wire, leaseMs: number, committed: Committed, wrong: (text: string) => void): Keep {
  const home: ShelvesHome = { data: emptyShelves() };
  let era = 0;
  const docs = <D>(name: ShelfName): D[] => [...home.data[name].values()] as unknown as D[];

  const told = new Map<string, number>();
  /** Who wrote a head last. */
  const headBy = new Map<string, string>();
  const tell = (run: string, commit: StoredCommit, by: Life, flow: string): void => {
    if ((told.get(run) ?? 0) >= commit.seq) return;
    told.set(run, commit.seq);
    committed(run, readCommit(commit), by, { flow }, commit.taken ?? []);
  };
  const stored = (shelf: ShelfName, doc: { _id: string }, by: Life, before: { _id: string } | undefined): void => {
    // A change of its own may arrive late and is overtaken soon; nobody else's may.
    const former = headBy.get(doc._id);
    if (shelf === 'runs') headBy.set(doc._id, by.name);
    if (shelf === 'runs' && before && former !== by.name && (doc as RunDoc).seq < (before as RunDoc).seq)
      wrong(
        `I4 ${by.name} set the head of ${(doc as RunDoc).flow} ${(doc as RunDoc).run.slice(0, 6)} back from ${(before as RunDoc).seq} to ${(doc as RunDoc).seq}`,
      );
    if (shelf === 'runs') for (const commit of (doc as RunDoc).log) tell((doc as RunDoc).run, commit, by, (doc as RunDoc).flow);
    if (shelf !== 'commits') return;
    const commit = doc as CommitDoc;
    // Also one whose number was used before: the fence has a hole then, and the observer says so.
    told.set(commit.run, Math.max(told.get(commit.run) ?? 0, commit.seq));
    committed(commit.run, readCommit(commit), by, { flow: '' }, commit.taken ?? []);
  };

  return {
    open(life) {
      const mine = era;
      const shelves = shelvesFor(home, life, wire, life.storeNow, stored, () => mine === era);
      return mongoRuns(shelves, { owner: life.name, leaseMs, remembers: !life.machine.name.startsWith('api') });
    },
    runs() {
      const beside = new Map<string, CommitDoc[]>();
      for (const commit of docs<CommitDoc>('commits')) beside.set(commit.run, [...(beside.get(commit.run) ?? []), commit]);
      return docs<RunDoc>('runs').map((doc) => ({
        head: headOf(doc),
        wake: doc.wake,
        commits: [...doc.log, ...(beside.get(doc.run) ?? [])].sort((a, b) => a.seq - b.seq).map(readCommit),
      }));
    },
    deliveries: () =>
      docs<DeliveryDoc>('deliveries').map((doc) => ({
        id: doc.delivery,
        runs: doc.runs.map(({ runId }) => runId),
        isPending: doc.pending !== undefined,
      })),
    asked: () => docs<RequestDoc>('requests').map(({ run }) => run),
    signals: () => docs<SignalDoc>('signals'),
    tasks: () => docs<TaskDocument>('tasks').map(taskOf),
    backup() {
      const copy = copyOf(home.data);
      return () => {
        home.data = copyOf(copy);
        era += 1;
        told.clear();
        for (const { head, commits } of this.runs()) told.set(head.id, commits.at(-1)?.seq ?? 0);
      };
    },
  };
}

const readCommit = ({ seq, at, author, events }: StoredCommit): Claim['commits'][number] => ({ seq, at, author, events: JSON.parse(events) as RunEvent[] });
