import { type Problem, ProblemError } from './flow.ts';

const current = 1;

/** format → the step that makes a drawing of the next format out of it. */
const steps: Record<number, (flow: Record<string, unknown>) => Record<string, unknown>> = {};
const oldest = Math.min(current, ...Object.keys(steps).map(Number));

/** Brings a drawing of any supported format to the current one; what is no drawing at all is left to the checks. */
export function migrate(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  let flow = value as Record<string, unknown>; // an object that is no array
  if (flow['format'] === undefined) return flow;
  while (flow['format'] !== current) {
    const step = typeof flow['format'] === 'number' ? steps[flow['format']] : undefined;
    if (!step) throw new ProblemError(422, unsupportedVersion(flow['format']));
    flow = step(flow);
  }
  return flow;
}

/** The refusal of a format this hub cannot read; names the range it can. */
export function unsupportedVersion(format: unknown): Problem {
  const range = oldest === current ? `format ${current}` : `formats ${oldest} to ${current}`;
  const isNewer = typeof format === 'number' && format > current;
  return {
    code: 'flow.unsupported_version',
    path: '/format',
    message: `The file says format ${JSON.stringify(format)?.slice(0, 40)}; this hub reads ${range} (supported range ${oldest} to ${current}) — ${isNewer ? 'update the hub' : 'export the flow again'}.`,
  };
}
