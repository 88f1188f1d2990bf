/** The three passes over a drawing, plus what only this hub can know: whether its slots are bound. */
import { checkEnvelope, checkNodes } from '../../flows/check.ts';
import { type Flow, type Problem, ProblemError } from '../../flows/flow.ts';
import { migrate } from '../../flows/migrate.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import { checkGraph } from '../engine/check-graph.ts';

/** What a drawing asks of its surroundings. */
export type Checks = (tenant: string, flow: Flow) => Problem[] | Promise<Problem[]>;

interface Against {
  nodeTypes: ReadonlyMap<string, NodeType>;
  checks: Checks;
  tenant: string;
}

/** Every problem of a drawing at once; the later passes need a sound envelope. */
export async function checkAll(value: unknown, { nodeTypes, checks, tenant }: Against): Promise<Problem[]> {
  const migrated = migrateOr(value);
  if (Array.isArray(migrated)) return migrated;
  const envelope = checkEnvelope(migrated.value);
  if (errorsOf(envelope).length > 0) return envelope;
  const flow = migrated.value as Flow; // the envelope is sound
  const find = (type: string): NodeType | undefined => nodeTypes.get(type);
  return [...envelope, ...checkNodes(flow, find, [...nodeTypes.keys()]), ...checkGraph(flow, find), ...(await checks(tenant, flow))];
}

/** The drawing of a draft: refused when its envelope is not sound or it carries a secret. */
export function checkDraft(value: unknown, id: string): Flow {
  const migrated = migrateOr(value);
  const errors = Array.isArray(migrated) ? migrated : errorsOf(checkEnvelope(migrated.value));
  if (errors.length > 0) throw new ProblemError(422, errors);
  const flow = (migrated as { value: unknown }).value as Flow; // the envelope is sound
  if (flow.id !== id) {
    throw new ProblemError(422, {
      code: 'flow.id_mismatch',
      path: '/id',
      message: `The drawing says id ${flow.id}, the address says ${id}. Make them the same.`,
    });
  }
  return flow;
}

/** Problems that keep a flow from being deployed; warnings are shown only. */
export const errorsOf = (problems: Problem[]): Problem[] => problems.filter(({ severity }) => severity !== 'warning');

function migrateOr(value: unknown): Problem[] | { value: unknown } {
  try {
    return { value: migrate(value) };
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
}
