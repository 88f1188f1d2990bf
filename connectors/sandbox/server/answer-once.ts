/** How a simulated system answers one call, whoever carries it there. */
import { hash } from 'node:crypto';
import type { Json } from '../../../flows/flow.ts';
import { accessPoint } from '../access_point/system.ts';
import { bank } from '../bank/system.ts';
import { carrier } from '../carrier/system.ts';
import { erp } from '../erp/system.ts';
import { installer } from '../installer/system.ts';
import { mail } from '../mail/system.ts';
import { shop } from '../shop/system.ts';
import { wms } from '../wms/system.ts';
import type { SandboxStore, System, SystemReply } from './store.ts';

export const systems: System[] = [shop, erp, wms, carrier, installer, bank, accessPoint, mail];

export interface SystemCall {
  method: string;
  /** Path and query; the first segment names the system. */
  url: URL;
  text: string;
  /** Key under which the caller wants this done once. */
  key: string | null;
  now: number;
}

/** Class A keeps its first answer under the key; the same key with other content is a mistake of the caller. */
export function answerOnce(system: System, { method, url, text, key, now }: SystemCall, store: SandboxStore): SystemReply {
  const path = url.pathname.split('/').filter(Boolean).slice(1).map(decodeURIComponent);
  const handle = () => system.handle({ method, path, query: url.searchParams, body: text === '' ? null : (JSON.parse(text) as Json), now }, store);
  if (system.effectClass !== 'A' || method === 'GET' || key === null) return handle();
  const asked = hash('sha256', `${method} ${url.pathname}\n${text}`);
  const kept = store.get(`${system.id}.key`, key);
  if (kept && kept['asked'] !== asked) return { status: 409, body: { error: 'this key was used with another content' } };
  if (kept) return { status: Number(kept['status']), body: kept['body'] ?? null };
  const reply = handle();
  if (reply.status < 500) store.put(`${system.id}.key`, key, { asked, status: reply.status, body: reply.body });
  return reply;
}
