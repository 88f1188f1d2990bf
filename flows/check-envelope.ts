import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { newAjv } from './ajv.ts';
import { checkTests } from './check-tests.ts';
import { checkTexts } from './check-text.ts';
import { checkDuration } from './duration.ts';
import type { Flow, FlowNode, Json, Problem } from './flow.ts';
import { findSecrets } from './inline-secret.ts';
import { unsupportedVersion } from './migrate.ts';
import { pointerOf } from './pointer.ts';
import { didYouMean } from './suggest.ts';
import { checkZone } from './zone.ts';

const mostNodes = 2000;
const mostProblems = 200;
const longestExpression = 10_000;
/** How long anything may wait or take. */
const shortest = 'PT1S';
const longest = 'P5Y';

let compiled: ValidateFunction | undefined;

/** First pass: is this a flow file at all, within its limits, without secrets? Every problem at once, with its place. */
export function checkEnvelope(value: unknown): Problem[] {
  if (!isRecord(value)) return [{ code: 'flow.wrong_type', path: '', message: 'A flow file is one JSON object — see flow.schema.json.' }];
  const nodes = isRecord(value['nodes']) ? Object.keys(value['nodes']).length : 0;
  if (nodes > mostNodes) {
    return [{ code: 'flow.too_large', path: '/nodes', message: `The flow has ${nodes} nodes; at most ${mostNodes} are allowed — split it with subflow.` }];
  }
  if (value['format'] !== undefined && value['format'] !== 1) return [unsupportedVersion(value['format'])];
  compiled ??= newAjv().compile(createRequire(import.meta.url)('./flow.schema.json'));
  if (!compiled(value)) return [...problemsOf(compiled.errors ?? []), ...secretsIn(value)].slice(0, mostProblems);
  const flow = value as unknown as Flow; // the schema holds
  return [
    ...(flow.zone === undefined ? [] : checkZone(flow.zone, '/zone', 'flow.unknown_zone')),
    ...checkTexts(flow),
    ...Object.entries(flow.nodes).flatMap(([id, node]) => checkNode(id, node)),
    ...checkTests(flow),
    ...findSecrets(flow),
  ].slice(0, mostProblems);
}

/** A secret in a broken drawing is a secret all the same. */
const secretsIn = (value: Record<string, unknown>): Problem[] => {
  const nodes = isRecord(value['nodes']) ? value['nodes'] : {};
  const sound = Object.entries(nodes).filter(([, node]) => isRecord(node)) as [string, FlowNode][]; // only `config` is read, as plain JSON
  return findSecrets({ nodes: Object.fromEntries(sound), slots: isRecord(value['slots']) ? (value['slots'] as Record<string, string>) : {} });
};

function checkNode(id: string, node: FlowNode): Problem[] {
  const durations: [string, string | undefined][] = [
    ['timeout', node.timeout],
    ['retry/delay', node.retry?.delay],
    ['retry/max', node.retry?.max],
  ];
  const problems = durations.flatMap(([field, duration]): Problem[] => {
    const problem = duration === undefined ? undefined : checkDuration(duration, shortest, longest);
    return problem ? [{ ...problem, path: `/nodes/${id}/${field}`, node: id }] : [];
  });
  checkExpressions(node.config ?? null, ['nodes', id, 'config'], (code, path, message) => problems.push({ code, path: pointerOf(path), node: id, message }));
  return problems;
}

type Report = (code: string, path: (string | number)[], message: string) => void;

function checkExpressions(value: Json, path: (string | number)[], report: Report): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && Object.hasOwn(value, '$expr')) {
    const source = value['$expr'];
    if (typeof source !== 'string') report('expr.malformed', path, 'An expression is a text under "$expr" — write {"$expr": "order.number"}.');
    else if (Object.keys(value).length > 1) report('expr.malformed', path, 'An expression stands alone under "$expr" — move the other fields beside it.');
    else if (source.length > longestExpression)
      report('text.too_long', path, `An expression may have ${longestExpression} characters, this one has ${source.length}.`);
    return;
  }
  const entries: [string | number, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [key, inner] of entries) checkExpressions(inner, [...path, key], report);
}

/** What ajv says, in our codes and words. */
function problemsOf(errors: ErrorObject[]): Problem[] {
  return errors.flatMap((error): Problem[] => {
    const problem = problemOf(error);
    if (!problem) return [];
    const node = /^\/nodes\/([^/]+)/.exec(problem.path)?.[1];
    return [node === undefined || problem.code === 'flow.bad_node_id' ? problem : { ...problem, node }];
  });
}

function problemOf({ keyword, instancePath: path, params, propertyName, schema, parentSchema, data }: ErrorObject): Problem | undefined {
  switch (keyword) {
    case 'propertyNames':
      return undefined; // its inner `pattern` error is told instead
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      const known = Object.keys((parentSchema as { properties?: object }).properties ?? {});
      return {
        code: 'flow.unknown_property',
        path: path + pointerOf([name]),
        message: `The property ${quoted(name)} is not known here.${didYouMean(name, known)}`,
      };
    }
    case 'required': {
      const name = String(params['missingProperty']);
      return { code: 'flow.required', path: path + pointerOf([name]), message: `The property ${quoted(name)} is missing — add it.` };
    }
    case 'pattern':
      if (propertyName !== undefined) return badName(path, propertyName);
      if (path.endsWith('/type'))
        return { code: 'flow.unknown_node_type', path, message: `${quoted(data)} is not a node type — write name@major, such as wait@1.` };
      return {
        code: 'flow.invalid_value',
        path,
        message: `${quoted(data)} does not fit — use small letters, digits and underscores, a letter first, at most 48.`,
      };
    case 'maxLength':
      return {
        code: 'text.too_long',
        path,
        message: `The text has ${[...String(data)].length} characters; at most ${params['limit']} are allowed — shorten it.`,
      };
    case 'minimum':
    case 'maximum': {
      const { minimum, maximum } = parentSchema as { minimum?: number; maximum?: number };
      return { code: 'config.out_of_range', path, message: `${quoted(data)} is outside what is allowed — choose ${minimum} to ${maximum}.` };
    }
    case 'maxProperties':
    case 'maxItems':
      if (params['limit'] === 2) return { code: 'flow.invalid_value', path, message: 'A place is two numbers, [x, y].' };
      return { code: 'flow.too_large', path, message: `There are too many entries; at most ${params['limit']} are allowed — split the flow with subflow.` };
    case 'type':
      return { code: 'flow.wrong_type', path, message: `The value must be ${[schema].flat().join(' or ')}.` };
    case 'enum':
      return { code: 'flow.invalid_value', path, message: `${quoted(data)} is not one of ${(schema as string[]).join(', ')}.` };
    default:
      return { code: 'flow.invalid_value', path, message: `The value ${error(keyword)}.` };
  }
}

const error = (keyword: string): string => (keyword === 'minLength' ? 'may not be empty' : 'does not fit the flow format');

function badName(path: string, name: string): Problem {
  const isNode = path === '/nodes';
  return {
    code: isNode ? 'flow.bad_node_id' : 'flow.bad_name',
    path: path + pointerOf([name]),
    message: `${quoted(name)} cannot be ${isNode ? 'a node id' : 'a name'} — use small letters, digits and underscores, a letter first, at most 48.`,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
