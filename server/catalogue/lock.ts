/** Freezes a drawing into a version: which subflows, node majors, calendars and expression language it was made with. */
import type { Calendar } from '../../flows/calendars/calendar.ts';
import { versionOf } from '../../flows/canonical.ts';
import { type Flow, isExpr, type Lock, type Problem } from '../../flows/flow.ts';
import type { Deployed } from './deployed.ts';

const expressions = 'jsonata@2';

/** The drawing with its lock, its version, and what keeps it from being locked. */
export function lockFlow(
  flow: Flow,
  deployed: readonly Deployed[],
  calendars: Record<string, Calendar> = {},
): { flow: Flow; version: string; problems: Problem[] } {
  const problems: Problem[] = [];
  const subflows: Record<string, string> = {};
  const nodes: Record<string, number> = {};
  const pin = (child: string, who: string, place: Pick<Problem, 'path' | 'node'>): void => {
    const found = deployed.find((each) => each.flow.id === child);
    if (found) subflows[child] = found.version;
    else problems.push({ code: 'flow.subflow_not_deployed', ...place, message: `${who} starts flow ${child}, which is not deployed. Deploy it first.` });
  };
  for (const [id, node] of Object.entries(flow.nodes)) {
    const [name = '', major = '1'] = node.type.split('@');
    nodes[name] = Number(major);
    const child = name === 'subflow' ? node.config?.['flow'] : undefined;
    if (typeof child === 'string' && !isExpr(child)) pin(child, node.title ?? id, { path: `/nodes/${id}/config/flow`, node: id });
  }
  if (flow.onParked) pin(flow.onParked.subflow, 'A parking', { path: '/onParked/subflow' });
  const lock: Lock = {
    expressions,
    nodes: sorted(nodes),
    ...(Object.keys(subflows).length > 0 ? { subflows: sorted(subflows) } : {}),
    ...(Object.keys(calendars).length > 0 ? { calendars: sorted(calendars) } : {}),
  };
  const { tests: _, ...drawn } = flow;
  const frozen: Flow = { ...drawn, lock };
  return { flow: frozen, version: versionOf(frozen), problems };
}

/** What a version is made of apart from its lock: equal for a draft and the version deployed from it. */
export function contentOf(flow: Flow): string {
  const { lock: _, ...rest } = flow;
  return versionOf(rest);
}

const sorted = <T>(record: Record<string, T>): Record<string, T> => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
