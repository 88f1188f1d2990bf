/** What a node came to in real runs, read from their logs. */
import type { Json } from '../../flows/flow.ts';
import type { Outcome } from '../../nodes/node-type.ts';
import type { Run, Step } from '../engine/events.ts';
import { foldAll } from '../engine/fold.ts';
import type { Claim, RunStore } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';

export interface RecordedDeps {
  store: Pick<RunStore, 'log' | 'payload'>;
  reads: Pick<Reads, 'runs'>;
}

const lookedBack = 5;

/** How the newest run of a flow that came past this node left it. */
export async function lastOutcome(deps: RecordedDeps, tenant: string, { flow, node }: { flow: string; node: string }): Promise<Outcome | undefined> {
  const { items } = await deps.reads.runs(tenant, { flow, limit: lookedBack });
  for (const { id } of items) {
    const commits = await deps.store.log(tenant, id);
    const run = foldAll(id, commits);
    const step = [...run.steps.values()].findLast((one) => one.node === node && one.status === 'completed');
    if (step) return outcomeOf(deps, tenant, run, step, commits);
  }
  return undefined;
}

export async function outcomeOf({ store }: Pick<RecordedDeps, 'store'>, tenant: string, run: Run, step: Step, commits: Claim['commits']): Promise<Outcome> {
  const done = commits.flatMap(({ events }) => events).findLast((event) => event.type === 'step.completed' && event.step === step.id);
  const told = done?.type === 'step.completed' ? done : undefined;
  return {
    kind: 'emit',
    output: await outputOf(store, tenant, run.id, step),
    ...(step.port === undefined ? {} : { port: step.port }),
    ...(told?.setsOrder ? { setsOrder: true } : {}),
    ...(told?.keys ? { keys: told.keys } : {}),
  };
}

async function outputOf(store: RecordedDeps['store'], tenant: string, runId: string, { output }: Step): Promise<Json> {
  if (output === undefined) return null;
  if ('v' in output) return output.v;
  const json = await store.payload(tenant, runId, output.ref);
  return json === undefined ? null : (JSON.parse(json) as Json);
}
