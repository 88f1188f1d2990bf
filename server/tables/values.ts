/** Values of an environment, which expressions read as `env.name`: what differs between test and production and is no secret. */
import { type Problem, ProblemError } from '../../flows/flow.ts';
import { findSecrets } from '../../flows/inline-secret.ts';
import { pointerOf } from '../../flows/pointer.ts';
import type { IfMatch } from '../access/precondition.ts';
import type { Viewer } from '../access/viewer.ts';
import { type Head, type InForce, type VersionedDeps, type VersionFacts, versionedOf } from './versioned.ts';

export type EnvironmentValues = { [name: string]: string | number | boolean };

export interface ValuesFacts {
  names: string[];
}

/** A version of the values; an environment that has none has revision 0. */
export interface ValuesAt {
  environment: string;
  rev: number;
  version?: Omit<VersionFacts<ValuesFacts>, 'facts'>;
  values: EnvironmentValues;
}

export interface Values {
  /** Environments that have values. */
  list(): Promise<Head<ValuesFacts>[]>;
  known(): Head<ValuesFacts>[];
  read(environment: string, number?: number): Promise<ValuesAt>;
  versions(environment: string, page?: { cursor?: string; limit?: number }): Promise<{ items: VersionFacts<ValuesFacts>[]; next: string | null }>;
  save(by: Viewer, environment: string, values: EnvironmentValues, ask: { ifMatch: IfMatch | undefined; message?: string | undefined }): Promise<ValuesAt>;
  inForce(environment: string, now: number): InForce<EnvironmentValues> | undefined | Promise<InForce<EnvironmentValues> | undefined>;
}

const mostValues = 200;
const longest = 2_000;

export function valuesOf(deps: VersionedDeps): Values {
  const kept = versionedOf<EnvironmentValues, ValuesFacts>('values', deps);

  async function read(environment: string, number?: number): Promise<ValuesAt> {
    const head = await kept.head(environment);
    if (!head) return { environment, rev: 0, values: {} };
    const wanted = number ?? head.number;
    const values = await kept.content(environment, wanted);
    const found = wanted === head.number ? head : await kept.version(environment, wanted);
    if (!values || !found)
      throw new ProblemError(404, { code: 'values.version_not_found', path: '', message: `The values of ${environment} have no version ${wanted}.` });
    const { at, from, by, message } = found;
    return { environment, rev: head.rev, version: { number: wanted, at, from, by, message }, values };
  }

  return {
    list: () => kept.list(),
    known: () => kept.known(),
    read,
    versions: (environment, page) => kept.versions(environment, page),
    async save(by, environment, values, { ifMatch, message }) {
      const problems = problemsOf(values);
      if (problems.length > 0) throw new ProblemError(422, problems);
      await kept.save(by, environment, values, { names: Object.keys(values).sort() }, { ifMatch, message, what: 'values.changed' });
      return read(environment);
    },
    inForce: kept.inForce,
  };
}

function problemsOf(values: EnvironmentValues): Problem[] {
  const problems: Problem[] = [];
  const names = Object.keys(values);
  if (names.length > mostValues)
    problems.push({
      code: 'values.too_many',
      path: '',
      message: `There are ${names.length} values — keep them within ${mostValues}, and put lists into a table.`,
    });
  for (const [name, value] of Object.entries(values)) {
    const path = pointerOf([name]);
    if (!/^[A-Za-z][A-Za-z0-9_]{0,47}$/.test(name))
      problems.push({
        code: 'values.name',
        path,
        message: `"${name.slice(0, 60)}" is no name — begin with a letter, then letters, digits and underscores, 48 at most.`,
      });
    if (typeof value === 'string' && value.length > longest)
      problems.push({ code: 'values.too_long', path, message: `${name} has ${value.length} characters — keep it within ${longest}.` });
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
      problems.push({ code: 'values.number', path, message: `${name} is too large to be kept exactly — write it as text.` });
  }
  // What a drawing must not hold in clear, an environment must not either.
  for (const { path } of findSecrets({ nodes: { values: { type: 'values', config: values } } })) {
    const name = path.replace('/nodes/values/config/', '');
    problems.push({
      code: 'values.secret',
      path: `/${name}`,
      message: `${name} looks like a secret, and everybody can read it here — store it in a connection.`,
    });
  }
  return problems;
}
