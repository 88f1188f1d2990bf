/** Addresses that flows draw themselves: a `webhook` trigger names its path and how its messages are signed. */
import { isExpr, type JsonObject, type Problem, ProblemError } from '../../flows/flow.ts';
import { type Deployed, pauseOf } from '../catalogue/deployed.ts';
import { businessKey } from './business-key.ts';
import type { Endpoint, FlowStart } from './endpoint.ts';
import { checkSignature, type Secret, type SignatureKind, type SignedRequest } from './signature.ts';

interface Sources {
  deployed: readonly Deployed[];
  secrets(slot: string, field: string, flow: string): readonly Secret[];
}

interface Trigger {
  deployed: Deployed;
  node: string;
  path: string;
  signature: SignatureKind;
  /** `slot.field` */
  secret: string;
  /** Expression of the business identity of a message. */
  dedupe: string | undefined;
}

/** One endpoint per path; flows that share a path start together from one delivery. */
export function webhookEndpoints({ deployed, secrets }: Sources): Endpoint[] {
  const byFlow = [...deployed].sort((a, b) => (a.flow.id < b.flow.id ? -1 : 1));
  const byPath = Map.groupBy(byFlow.flatMap(triggersOf), ({ path }) => path);
  return [...byPath].map(([path, triggers]) => endpointOf(path, triggers, secrets));
}

function triggersOf(deployed: Deployed): Trigger[] {
  return Object.entries(deployed.flow.nodes)
    .filter(([, node]) => node.type.startsWith('webhook@') && node.off !== true)
    .map(([id, { config = {} }]) => ({ deployed, node: id, ...rulesOf(config) }))
    .filter(({ path }) => path !== '');
}

function rulesOf(config: JsonObject): Omit<Trigger, 'deployed' | 'node'> {
  const { path, signature, secret, dedupe } = config;
  return {
    path: typeof path === 'string' ? path.replace(/^\/+|\/+$/g, '') : '',
    // A signature we do not know is checked as the strictest one, never as none.
    signature: signature === undefined || signature === 'none' ? 'none' : signature === 'hmac' ? 'hmac' : 'standard',
    secret: typeof secret === 'string' ? secret : '',
    dedupe: isExpr(dedupe) ? dedupe.$expr : undefined,
  };
}

function endpointOf(path: string, triggers: Trigger[], secrets: Sources['secrets']): Endpoint {
  // Each way of signing that any of the flows asks for has to hold: the laxest drawing must not open the door for all.
  const rules = [
    ...new Map(
      triggers.filter(({ signature }) => signature !== 'none').map((rule) => [`${rule.signature} ${rule.secret} ${rule.deployed.flow.id}`, rule]),
    ).values(),
  ];
  const flows: FlowStart[] = triggers
    .filter((trigger, at) => triggers.findIndex((other) => other.deployed === trigger.deployed) === at)
    .map(({ deployed, node }) => ({ flow: deployed.flow, version: deployed.version, triggerNode: node, paused: pauseOf(deployed, node) }));
  const source = triggers.find((trigger) => trigger.dedupe !== undefined)?.dedupe;
  const keyOf = source === undefined ? undefined : businessKey(source);

  return {
    path,
    verify(request) {
      for (const rule of rules) {
        const problem = checkRule(rule, request, secrets);
        if (problem) return problem;
      }
      return undefined;
    },
    receive: ({ body }) => ({ document: body }),
    starts({ document = null }) {
      const dedupeKey = keyOf?.(document);
      return dedupeKey === undefined ? flows : flows.map((flow) => ({ ...flow, dedupeKey }));
    },
  };
}

function checkRule({ signature, secret, deployed }: Trigger, request: SignedRequest, secrets: Sources['secrets']): Problem | undefined {
  const dot = secret.indexOf('.');
  const values = dot < 0 ? [] : secrets(secret.slice(0, dot), secret.slice(dot + 1), deployed.flow.id);
  if (values.length > 0) return checkSignature(signature, request, values);
  throw new ProblemError(503, {
    code: 'webhook.secret_unbound',
    path: '',
    message: 'this endpoint checks signatures but no secret is bound to it yet; ask its admin to bind the connection',
  });
}
