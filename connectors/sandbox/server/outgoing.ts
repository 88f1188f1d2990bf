/** Messages of the simulated systems to the hub: signed, kept, and sent again until they are taken. */
import type { Json, JsonObject } from '../../../flows/flow.ts';
import { signStandard } from '../../standard-webhook.ts';
import type { SandboxStore } from './store.ts';

/** What the hub answered; `status` is 0 while it could not be reached. */
export interface Sent {
  id: string;
  status: number;
  body: Json;
}

export interface Outgoing {
  /** Tells the shop's webhook, or posts the bare data to another path under /in. */
  send(type: string, data: JsonObject, path?: string): Promise<Sent>;
  /** Messages the hub has not taken yet. */
  pending(): number;
  close(): void;
}

const againMs = 1000;
const mostTries = 600;

export function outgoing(settings: { store: SandboxStore; now: () => number; secret: string; address: () => string | undefined }): Outgoing {
  const { store } = settings;
  const stop = new AbortController();
  const timer = setInterval(() => void resend(), againMs);
  timer.unref();
  let isResending = false;

  async function post(message: JsonObject): Promise<Sent> {
    const id = String(message['id']);
    const address = settings.address();
    if (address === undefined) return { id, status: 0, body: null };
    const path = typeof message['path'] === 'string' ? message['path'] : 'sandbox_shop';
    const raw = String(message['raw']);
    try {
      const headers = { 'content-type': 'application/json', ...signStandard(id, settings.now(), raw, settings.secret) };
      const answer = await fetch(`${address}/${path}`, {
        method: 'POST',
        headers,
        body: raw,
        signal: AbortSignal.any([stop.signal, AbortSignal.timeout(10_000)]),
      });
      const text = await answer.text();
      // Refused for good is done too: the same bytes would be refused again.
      if (answer.ok || (answer.status >= 400 && answer.status < 500 && answer.status !== 429)) forget(id);
      return { id, status: answer.status, body: text.startsWith('{') ? (JSON.parse(text) as Json) : text };
    } catch {
      return { id, status: 0, body: null };
    }
  }

  const forget = (id: string): void => {
    if (!stop.signal.aborted) store.remove('outgoing', id);
  };

  async function resend(): Promise<void> {
    if (isResending || stop.signal.aborted) return;
    isResending = true;
    for (const message of store.list('outgoing')) {
      const tries = Number(message['tries'] ?? 0) + 1;
      if (settings.now() - Number(message['at']) < againMs) continue;
      if (tries > mostTries) forget(String(message['id']));
      else store.put('outgoing', String(message['id']), { ...message, tries });
      const { status } = await post(message);
      if (stop.signal.aborted || status === 0) break;
    }
    isResending = false;
  }

  return {
    async send(type, data, path) {
      const id = `sbx-${type}-${store.next('outgoing')}`;
      const message: JsonObject = {
        id,
        at: settings.now(),
        raw: JSON.stringify(path === undefined ? { type, data } : data),
        ...(path === undefined ? {} : { path }),
      };
      store.put('outgoing', id, message);
      return post(message);
    },
    pending: () => store.count('outgoing'),
    close() {
      stop.abort();
      clearInterval(timer);
    },
  };
}
