/** What a connector's recordings say its receiver answers: the first good one of an action. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../flows/flow.ts';
import type { Outcome } from '../../nodes/node-type.ts';

const known = new Map<string, Outcome | undefined>();

/** `type` is `sms.send_sms@1`; its recordings stand in `connectors/sms/fixtures/send-sms.json`. */
export function fixtureOutcome(type: string): Outcome | undefined {
  if (!known.has(type)) known.set(type, read(type));
  return known.get(type);
}

function read(type: string): Outcome | undefined {
  const [name = ''] = type.split('@');
  const [connector = '', action] = name.split('.');
  if (action === undefined) return undefined;
  const file = join(import.meta.dirname, '../../connectors', connector, 'fixtures', `${action.replaceAll('_', '-')}.json`);
  if (!existsSync(file)) return undefined;
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as { outcome?: { kind?: string; output?: Json; port?: string } }[];
  const good = Array.isArray(recorded) ? recorded.find(({ outcome }) => outcome?.kind === 'emit')?.outcome : undefined;
  return good && { kind: 'emit', output: good.output ?? null, ...(good.port === undefined ? {} : { port: good.port }) };
}
