/** Everything wrong with a manifest at once, each with its place and what helps. */
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { newAjv } from '../../flows/ajv.ts';
import type { Json, Problem } from '../../flows/flow.ts';
import schema from './manifest.schema.json' with { type: 'json' };
import type { Manifest, RestAction } from './manifest.ts';
import { namesIn } from './template.ts';

let validate: ValidateFunction | undefined;

/** Problems of what claims to be a manifest; none when `defineRest` takes it. */
export function checkManifest(given: unknown): Problem[] {
  validate ??= newAjv().compile(schema);
  if (!validate(given)) return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(problemOf);
  const manifest = given as Manifest; // the schema has just said so
  return [
    ...checkKey(manifest),
    ...checkSettings(manifest),
    ...manifest.actions.flatMap((action, index) => checkAction(manifest, action, `/actions/${index}`)),
  ];
}

function problemOf({ keyword, instancePath, params, message }: ErrorObject): Problem {
  const field = instancePath === '' ? 'The manifest' : `"${instancePath.slice(1)}"`;
  const named = params['missingProperty'] ?? params['additionalProperty'] ?? params['propertyName'];
  if (keyword === 'required') return problem('manifest.required', `${instancePath}/${named}`, `${field} needs "${named}".`);
  if (keyword === 'additionalProperties') return problem('manifest.unknown_property', `${instancePath}/${named}`, `${field} knows no "${named}".`);
  if (keyword === 'enum')
    return problem(
      'manifest.invalid_value',
      instancePath,
      `${field} must be one of ${(params['allowedValues'] as Json[]).map((one) => JSON.stringify(one)).join(', ')}.`,
    );
  return problem('manifest.invalid_value', instancePath, `${field} ${message}.`);
}

function checkKey({ keyHeader, keyLifetimeHours, actions }: Manifest): Problem[] {
  const isWhole = keyHeader !== undefined && keyLifetimeHours !== undefined;
  return actions.flatMap((action, index) =>
    action.class !== 'A' || isWhole
      ? []
      : [
          problem(
            'manifest.key_missing',
            `/actions/${index}/class`,
            `Action "${action.name}" is of class A: say in which header the receiver takes our key ("keyHeader") and how long it remembers it ("keyLifetimeHours"), or make it C.`,
          ),
        ],
  );
}

const formFields = ['baseUrl', 'token', 'user', 'password', 'url'];

const checkSettings = ({ settings = {} }: Manifest): Problem[] =>
  Object.keys(settings)
    .filter((name) => formFields.includes(name))
    .map((name) => problem('manifest.taken', `/settings/${name}`, `"${name}" is a field of every connection already — choose another name.`));

function checkAction({ auth, settings = {}, actions }: Manifest, action: RestAction, at: string): Problem[] {
  const known = new Set([...Object.keys(action.input.properties), ...Object.keys(settings).map((name) => `settings.${name}`), 'effectKey']);
  const used = { path: action.path, query: action.query, headers: action.headers, body: action.body };
  const strange = Object.entries(used).flatMap(([part, template]) =>
    namesIn(template)
      .filter((name) => !known.has(name))
      .map((name) => problem('manifest.unknown_field', `${at}/${part}`, `{${name}} is no field of "${action.name}" — name it under "input", or correct it.`)),
  );
  const { paging, input } = action;
  return [
    ...strange,
    ...(actions.some((other) => other !== action && other.name === action.name)
      ? [problem('manifest.twice', `${at}/name`, `There are two actions "${action.name}" — give each its own name.`)]
      : []),
    ...(input.required ?? [])
      .filter((name) => !(name in input.properties))
      .map((name) => problem('manifest.unknown_field', `${at}/input/required`, `"${name}" is required and no field — name it under "properties".`)),
    ...(action.method === 'GET' && action.body !== undefined ? [problem('manifest.body', `${at}/body`, 'A GET carries no body — use "query".')] : []),
    ...(auth.kind === 'url' && action.path !== undefined && action.path !== '' && action.path !== '/'
      ? [problem('manifest.path', `${at}/path`, 'The address of a connection is the whole address here — leave "path" out.')]
      : []),
    ...(paging && action.method !== 'GET' ? [problem('manifest.paging', `${at}/paging`, 'Only a GET is read page by page.')] : []),
    ...(paging?.kind === 'cursor' && paging.next === undefined
      ? [problem('manifest.paging', `${at}/paging/next`, 'Say under "next" where the answer names its next cursor or address.')]
      : []),
    ...(paging?.kind === 'page' && paging.param === undefined
      ? [problem('manifest.paging', `${at}/paging/param`, 'Say under "param" which parameter takes the number of the page.')]
      : []),
  ];
}

const problem = (code: string, path: string, message: string): Problem => ({ code, path, message });
