/** Calendars that a drawing names, and the versions it is frozen with. */
import type { Flow, FlowNode } from '../flow.ts';
import type { Calendar } from './calendar.ts';

/** Every node that names a calendar: `config.calendar` as a text. */
export function namedCalendars(flow: Flow): { node: string; calendar: string }[] {
  return Object.entries(flow.nodes).flatMap(([node, { config }]) => (typeof config?.['calendar'] === 'string' ? [{ node, calendar: config['calendar'] }] : []));
}

/** The node with the calendar itself where it named one that the lock holds. */
export function withCalendar(node: FlowNode, calendars: Record<string, Calendar> | undefined): FlowNode {
  const name = node.config?.['calendar'];
  const frozen = typeof name === 'string' ? calendars?.[name] : undefined;
  return frozen ? { ...node, config: { ...node.config, calendar: JSON.parse(JSON.stringify(frozen)) } } : node;
}
