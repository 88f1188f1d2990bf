import type { Flow, Problem } from '../../flows/flow.ts';

/** A shadow begins with what starts the flow: one of its triggers has to be of a type that is deployed. */
export function checkBeside(live: Flow, shadow: Flow): Problem[] {
  const types = new Set(Object.values(live.nodes).map(({ type }) => type));
  const starts = Object.entries(shadow.nodes).filter(([id]) => !shadow.edges.some(({ to }) => to === id));
  if (starts.some(([, { type }]) => types.has(type))) return [];
  const message = `Nothing that starts ${live.id} would start this version beside it. Keep a trigger of the version deployed.`;
  return [{ code: 'shadow.no_trigger', path: '/nodes', message, severity: 'error' }];
}
