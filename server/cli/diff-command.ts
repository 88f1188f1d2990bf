/** What differs between two versions of a flow on a hub, between a file and its flow there, or between two files without one. */
import { diffFlows, isSameVersion } from '../../flows/diff.ts';
import { type Flow, ProblemError } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';
import { migrate } from '../../flows/migrate.ts';
import { sayDiff } from '../../flows/say-diff.ts';
import type { FlowDetail, Page, VersionInfo } from '../http/api.ts';
import { CommandRefused, type HubClient } from './hub-client.ts';
import { read } from './validate.ts';

export interface Compared {
  from: string;
  to: string;
  /** Both run the same way; what is listed then differs in looks only. */
  same: boolean;
  lines: string[];
}

export async function diffFiles(one: string, other: string): Promise<Compared> {
  const [before, after] = await Promise.all([drawingIn(one), drawingIn(other)]);
  return compared(one, before, other, after);
}

/** A file against what its flow is on a hub: what is live where no version is named. */
export async function diffWithHub(hub: HubClient, file: string, from = 'live'): Promise<Compared> {
  const after = await drawingIn(file);
  const before = await drawingOn(hub, after.id, from);
  return compared(before.name, before.flow, file, after);
}

/** A version is named by its number or its hash; without names what is live is compared with the draft. */
export async function diffVersions(hub: HubClient, flow: string, { from = 'live', to = 'draft' }: { from?: string; to?: string }): Promise<Compared> {
  const [before, after] = [await drawingOn(hub, flow, from), await drawingOn(hub, flow, to)];
  return compared(before.name, before.flow, after.name, after.flow);
}

export const diffWords = ({ from, to, lines }: Compared): string =>
  lines.length === 0 ? `${from} and ${to} are the same drawing.` : [`${from} → ${to}`, ...lines].join('\n');

function compared(from: string, before: Flow, to: string, after: Flow): Compared {
  const diff = diffFlows(before, after);
  return { from, to, same: isSameVersion(diff), lines: sayDiff(diff) };
}

async function drawingOn(hub: HubClient, flow: string, name: string): Promise<{ name: string; flow: Flow }> {
  const path = `/api/flows/${encodeURIComponent(flow)}`;
  const detail = await hub.json<FlowDetail>('GET', path);
  if (name === 'draft') return { name, flow: detail.flow };
  if (name === 'live') {
    if (!detail.deployed) throw new CommandRefused('flow.not_deployed', `${flow} was never deployed, so there is nothing to compare with.`);
    return { name: `v${detail.deployed.number}`, flow: detail.deployed.flow };
  }
  const { items } = await hub.json<Page<VersionInfo>>('GET', `${path}/versions`);
  const found = items.find(({ version, number }) => version === name || String(number) === name.replace(/^v/, ''));
  if (!found)
    throw new CommandRefused('flow.version_not_found', `${flow} has no version ${name}. It has ${items.map(({ number }) => number).join(', ') || 'none'}.`);
  const { flow: drawing } = await hub.json<{ flow: Flow }>('GET', `${path}/versions/${found.version}`);
  return { name: `v${found.number}`, flow: drawing };
}

async function drawingIn(file: string): Promise<Flow> {
  try {
    const flow = migrate(parseStrict(await read(file))) as Partial<Flow>;
    if (typeof flow?.nodes === 'object' && Array.isArray(flow.edges)) return flow as Flow; // all a comparison looks at
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new CommandRefused(error.problems[0]?.code ?? 'json.invalid', `${file} cannot be read as a flow.`, error.problems);
  }
  throw new CommandRefused('flow.required', `${file} is no flow: it has no nodes and edges.`);
}
