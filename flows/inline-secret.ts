import { type Flow, isExpr, type Json, type Problem } from './flow.ts';
import { pointerOf } from './pointer.ts';

const secretName = /(password|passwd|passphrase|pwd|secret|token|apikey|privatekey|accesskey|signingkey|credentials?)$|^(proxy)?authorization$|^(set)?cookie$/;
const carriesScheme = /^\s*(bearer|basic|token|apikey|digest)\s+\S{4,}/i;
const secretInAddress = /[?&](api_?key|access_?token|token|password|secret|sig|signature)=[^&{$\s]+/i;
const literalExpression = /^\s*(?:"[^"]*"|'[^']*')\s*$/;
const slotField = /^([a-z][a-z0-9_]{0,47})\.[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** Secrets written into a drawing, which people share and keep in git; the message never repeats the value. */
export function findSecrets(flow: Pick<Flow, 'nodes' | 'slots'>): Problem[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) => {
    const found = new Map<string, Problem>();
    walk(node.config ?? null, ['nodes', id, 'config'], flow.slots ?? {}, (path, name) => {
      const pointer = pointerOf(path);
      found.set(pointer, {
        code: 'flow.inline_secret',
        path: pointer,
        node: id,
        message: `${name} of node ${id} holds a secret in clear — store it in a connection and name the slot instead.`,
      });
    });
    return [...found.values()];
  });
}

type Report = (path: (string | number)[], name: string) => void;

function walk(value: Json, path: (string | number)[], slots: Record<string, string>, report: Report): void {
  if (typeof value === 'string') {
    if (carriesScheme.test(value) || secretInAddress.test(value)) report(path, quoted(path.at(-1)));
    return;
  }
  if (typeof value !== 'object' || value === null || isExpr(value)) return;
  if (Array.isArray(value)) {
    for (const [at, inner] of value.entries()) walk(inner, [...path, at], slots, report);
    return;
  }
  // Headers and fields written as a list of pairs: {name: "Authorization", value: "…"}.
  const named = value['name'] ?? value['key'];
  if (typeof named === 'string' && isSecretName(named) && isLiteral(value['value'], slots)) report([...path, 'value'], quoted(named));
  for (const [key, inner] of Object.entries(value)) {
    if (isSecretName(key) && isLiteral(inner, slots)) report([...path, key], quoted(key));
    else walk(inner, [...path, key], slots, report);
  }
}

const isSecretName = (name: string): boolean => secretName.test(name.toLowerCase().replaceAll(/[-_\s]/g, ''));

/** A text that stands in the drawing itself, be it dressed as an expression; `slot.field` of a declared slot is a reference. */
function isLiteral(value: Json | undefined, slots: Record<string, string>): boolean {
  if (isExpr(value)) return literalExpression.test(value.$expr);
  if (typeof value === 'number') return true;
  if (typeof value !== 'string' || value.trim() === '') return false;
  const slot = slotField.exec(value)?.[1];
  return slot === undefined || !Object.hasOwn(slots, slot);
}

const quoted = (name: string | number | undefined): string => JSON.stringify(String(name ?? 'config').slice(0, 60));
