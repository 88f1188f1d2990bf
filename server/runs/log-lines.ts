/** Lines that `log` nodes write, into the log of the hub: once, when the commit that tells of them is durable. */
import type { Json } from '../../flows/flow.ts';
import type { RunEvent } from '../engine/events.ts';
import type { Plan } from '../engine/plan.ts';
import type { RunHead, RunStore, Witness } from '../engine/ports.ts';
import type { Log } from '../http/deps.ts';

export interface LogLinesDeps {
  plan(tenant: string, flow: string, version: string): Promise<Plan | undefined>;
  store: Pick<RunStore, 'payload'>;
  /** Hides what is secret by the names of its fields. */
  log: Log;
}

type Completed = Extract<RunEvent, { type: 'step.completed' }>;

export function logLines({ plan, store, log }: LogLinesDeps): Witness {
  async function write({ tenant, id, flow, version, keys }: RunHead, { step, output }: Completed): Promise<void> {
    const node = nodeOf(step);
    if (!(await plan(tenant, flow, version))?.nodes.get(node)?.spec.type.startsWith('log@')) return;
    const value = 'v' in output ? output.v : (JSON.parse((await store.payload(tenant, id, output.ref)) ?? 'null') as Json);
    if (!isLine(value)) return;
    const { logged, level, data } = value;
    const about = { flow, run: id, node, ...(keys[0] === undefined ? {} : { key: keys[0] }), ...(data === undefined ? {} : { data }) };
    if (level === 'info') log.info(about, String(logged));
    else if (level === 'warn' && log.warn) log.warn(about, String(logged));
    else log.error(about, String(logged));
  }
  return (head, events) => {
    for (const event of events) {
      if (event.type !== 'step.completed' || ('v' in event.output && !isLine(event.output.v))) continue;
      write(head, event).catch((error: unknown) => log.error({ err: error, run: head.id }, 'a line of a run could not be read'));
    }
  };
}

const isLine = (value: Json): value is { [name: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value) && 'logged' in value;

/** Node of a step id, without its container path and the mark of its arrival. */
const nodeOf = (step: string): string => step.slice(step.lastIndexOf('/') + 1).replace(/[~!].*$/, '');
