/** What has to hold before a version that stands in one environment takes the orders of another: all of it at once, before the pointer moves. */
import { type Flow, type Problem, ProblemError } from '../../flows/flow.ts';
import type { Bound } from '../access/bound.ts';
import type { Environment } from '../access/environments.ts';
import type { Catalogue } from './catalogue.ts';
import { type Changes, changesBetween } from './changes.ts';
import { errorsOf } from './checks.ts';
import type { Deployed } from './deployed.ts';

export interface Preflight {
  /** What would be promoted. */
  source: Deployed;
  /** What stands in the other environment now. */
  target: Deployed | undefined;
  /** Errors keep it from being promoted, warnings are to be read. */
  problems: Problem[];
  changes: Changes;
}

interface PreflightDeps {
  catalogue: Pick<Catalogue, 'deployed' | 'validate'>;
  bound: Pick<Bound, 'boundTo' | 'list'>;
}

/** Throws ProblemError where there is nothing to promote. */
export async function preflight({ catalogue, bound }: PreflightDeps, id: string, from: Environment, to: Environment): Promise<Preflight> {
  if (from.id === to.id) throw new ProblemError(422, { code: 'environment.same', path: '/to', message: 'Promote a flow from one environment to another one.' });
  const standing = ({ tenant }: Environment): Deployed | undefined => catalogue.deployed(tenant).find(({ flow }) => flow.id === id);
  const source = standing(from);
  if (!source) {
    const message = `Flow ${id} is not deployed in ${from.title}, so there is nothing to promote. Deploy it there first.`;
    throw new ProblemError(409, { code: 'flow.not_deployed', path: '/from', message });
  }
  const target = standing(to);
  const found = await catalogue.validate(to.tenant, source.flow);
  const problems = [...found, ...subflowProblems(source.flow, catalogue.deployed(to.tenant), to), ...pausedConnections(source.flow, bound, to)];
  return { source, target, problems, changes: changesBetween(target?.flow, source.flow) };
}

/** Refuses what the other environment lacks. */
export function refuseGaps({ problems }: Preflight): void {
  if (errorsOf(problems).length > 0) throw new ProblemError(422, problems);
}

/** A version is pinned to versions of its subflows; they start there only where the subflow is deployed at all. */
function subflowProblems({ lock, onParked }: Flow, there: Deployed[], to: Environment): Problem[] {
  const find = (id: string): Deployed | undefined => there.find(({ flow }) => flow.id === id);
  const pinned = Object.entries(lock?.subflows ?? {}).flatMap(([id, version]): Problem[] => {
    const path = `/lock/subflows/${id}`;
    const now = find(id);
    if (!now)
      return [{ code: 'flow.subflow_not_deployed', path, message: `It starts flow ${id}, which is not deployed in ${to.title}. Promote that one first.` }];
    if (now.version === version) return [];
    const message = `It was made with another version of ${id} than version ${now.number}, which stands in ${to.title}; it starts the one it was made with.`;
    return [{ code: 'flow.subflow_other_version', path, message, severity: 'warning' }];
  });
  if (onParked === undefined || find(onParked.subflow)) return pinned;
  const message = `A run that is parked would start flow ${onParked.subflow}, which is not deployed in ${to.title}: nobody would be told.`;
  return [...pinned, { code: 'flow.subflow_not_deployed', path: '/onParked/subflow', message, severity: 'warning' }];
}

function pausedConnections({ id, slots = {} }: Flow, bound: PreflightDeps['bound'], to: Environment): Problem[] {
  return Object.keys(slots).flatMap((slot): Problem[] => {
    const connection = bound.boundTo(to.tenant, slot, id);
    const paused = bound.list(to.tenant).find((each) => each.id === connection && each.paused);
    if (!paused) return [];
    const message = `${paused.title}, bound to slot "${slot}", is paused: runs wait before it until it goes on.`;
    return [{ code: 'connection.paused', path: `/slots/${slot}`, message, severity: 'warning' }];
  });
}
