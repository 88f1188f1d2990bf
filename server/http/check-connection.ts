/** Whether a connection fits its connector's form, with every secret in the vault's part and nowhere else. */
import { type Connector, secretFields } from '../../connectors/connector.ts';
import { type JsonObject, type Problem, ProblemError } from '../../flows/flow.ts';
import { problemsOf } from './check-shape.ts';

/** `held` are the secret fields that will hold a value; of those not sent again the kept value is taken as sound. */
export async function checkConnection(connector: Connector, settings: JsonObject, held: string[], secrets: Record<string, string | null>): Promise<void> {
  const secret = new Set(secretFields(connector));
  const misplaced: Problem[] = [
    ...Object.keys(settings)
      .filter((field) => secret.has(field))
      .map((field) => ({ code: 'connection.inline_secret', path: `/settings/${field}`, message: `"${field}" is a secret. Send it under "secrets".` })),
    ...Object.keys(secrets)
      .filter((field) => !secret.has(field))
      .map((field) => ({ code: 'property.unknown', path: `/secrets/${field}`, message: `${connector.title} has no secret field "${field.slice(0, 100)}".` })),
  ];
  if (misplaced.length > 0) throw new ProblemError(422, misplaced);

  const kept = new Set(held.filter((field) => typeof secrets[field] !== 'string'));
  const whole = { ...settings, ...Object.fromEntries(held.map((field) => [field, secrets[field] ?? 'kept in the vault'])) };
  const problems = (await problemsOf(connector.auth, whole))
    .map((problem) => ({ ...problem, path: (secret.has(problem.path.split('/')[1] ?? '') ? '/secrets' : '/settings') + problem.path }))
    .filter(({ path }) => !kept.has(path.split('/')[2] ?? ''));
  if (problems.length > 0) throw new ProblemError(422, problems);
}
