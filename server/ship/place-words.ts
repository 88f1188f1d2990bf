/** What becomes of the runs that wait at a node, in words: with the version they have, and with the new one. */
import { canonicalJson } from '../../flows/canonical.ts';
import { isDuration, words as lengthWords } from '../../flows/duration.ts';
import { type Plan, type PlanNode, reachedFrom } from '../engine/plan.ts';
import type { Stay } from './open-runs.ts';

const noChange = 'No change';

export function sayPlace(node: string, from: Plan | undefined, to: Plan | undefined): { before: string; after: string } {
  const [was, is] = [from?.nodes.get(node), to?.nodes.get(node)];
  if (!was) return { before: 'Goes on as drawn', after: to ? noChange : 'The draft cannot be run yet' };
  if (!to) return { before: lineOf(was), after: 'The draft cannot be run yet' };
  if (!is) return { before: lineOf(was), after: 'The step is gone' };
  if (meaningOf(was) !== meaningOf(is)) return { before: lineOf(was), after: lineOf(is) === lineOf(was) ? 'The step is set otherwise' : lineOf(is) };
  const port = [...new Set([...was.outs.keys(), ...is.outs.keys()])].find((name) => targets(was, name).join() !== targets(is, name).join());
  if (port !== undefined) return { before: sayPort(port, was, from!), after: sayPort(port, is, to) };
  return sayAhead(node, from!, to);
}

const pins: Record<Stay['code'], (title: string) => string> = {
  'version.not_runnable': () => 'the new version cannot be run',
  'run.not_waiting': () => 'are not only waiting',
  'run.related': () => 'belong to another run, or wait for one',
  'flow.settings_changed': () => 'key, signals, lane or zone of the flow changed',
  'node.gone': (title) => `have been at ${title}, which is gone or of another type`,
  'node.wait_changed': (title) => `${title} is set otherwise`,
  'node.undo_changed': (title) => `what undoes ${title} changed`,
  'node.join_changed': (title) => `${title} collects other lines`,
  'node.again': (title) => `${title} would be done once more`,
  'node.data_changed': (title) => `${title} reads what they do not have`,
};

/** Why runs stay, as it follows their number: "12: Reserve stock would be done once more". */
export const sayPin = ({ code, node }: Stay, titleOf: (node: string) => string): string => pins[code](node === undefined ? 'a step' : titleOf(node));

/** Where the way ahead differs, by the titles of what is drawn otherwise. */
function sayAhead(node: string, from: Plan, to: Plan): { before: string; after: string } {
  const [old, young] = [aheadOf(node, from), aheadOf(node, to)];
  const differs = (id: string): boolean => {
    const [was, is] = [from.nodes.get(id), to.nodes.get(id)];
    return !was || !is || old.has(id) !== young.has(id) || meaningOf(was) !== meaningOf(is);
  };
  const gone = [...old].filter((id) => differs(id) && !young.has(id)).map((id) => from.nodes.get(id)!.title);
  const come = [...young].filter((id) => differs(id) && !old.has(id)).map((id) => to.nodes.get(id)!.title);
  const changed = [...young].filter((id) => differs(id) && old.has(id)).map((id) => to.nodes.get(id)!.title);
  if (gone.length + come.length + changed.length === 0) return { before: noChange, after: noChange };
  const after = [
    ...(changed.length > 0 ? [`${few(changed)} changed`] : []),
    ...(come.length > 0 ? [`${few(come)} new`] : []),
    ...(gone.length > 0 ? [`${few(gone)} gone`] : []),
  ];
  return { before: 'Goes on as it began', after: `Ahead: ${after.join('; ')}` };
}

function sayPort(port: string, node: PlanNode, plan: Plan): string {
  const leads = targets(node, port).map((id) => plan.nodes.get(id)?.title ?? id);
  const { deadline } = node.spec.config ?? {};
  const when = port === 'timeout' && typeof deadline === 'string' && isDuration(deadline) ? ` after ${lengthWords(deadline)}` : '';
  if (leads.length > 0) return when ? `${few(leads)}${when}` : `On ${port}: ${few(leads)}`;
  if (port === 'timeout' || port === 'error') return when ? `Parks${when}` : `On ${port} the run parks`;
  return port === 'canceled' ? 'On canceled the run is canceled' : `On ${port} nothing follows`;
}

const few = (titles: string[]): string => (titles.length <= 2 ? titles.join(' and ') : `${titles.slice(0, 2).join(', ')} and ${titles.length - 2} more`);

const targets = (node: PlanNode, port: string): string[] => [...(node.outs.get(port) ?? [])].sort();

const lineOf = (node: PlanNode): string => {
  const { for: length, deadline } = node.spec.config ?? {};
  const said = (value: unknown): value is string => typeof value === 'string' && isDuration(value);
  if (said(length)) return `Waits ${lengthWords(length)}`;
  if (said(deadline)) return `Waits up to ${lengthWords(deadline)}`;
  return node.type.line?.(node.spec.config ?? {}) ?? node.title;
};

const aheadOf = (node: string, plan: Plan): Set<string> => reachedFrom(plan.nodes, [...plan.nodes.get(node)!.outs.values()].flat());

function meaningOf({ spec: { title: _, description: __, ...spec } }: PlanNode): string {
  return canonicalJson(spec);
}
