/** Carries news between processes for live screens and waiting answers: what is not heard at once is lost. */
import { randomUUID } from 'node:crypto';
import { radio } from './radio.ts';
import { type Link, lossy, redisLink } from './redis-link.ts';

export interface LiveBus {
  /** Tells the other processes; this one has heard it where it happened. Nothing is kept, and nothing said while Redis is away. */
  publish(text: string): void;
  listen(hear: (text: string) => void): () => void;
  isUp(): boolean;
  close(): void;
}

/** Longer news, or more than this on the way, is dropped. */
const mostCharacters = 262_144;
const mostOnTheWay = 8 * 1_048_576;
const idLength = 36;

export function liveBus({ url, prefix }: { url: string; prefix: string }): LiveBus {
  const channel = `${prefix}:live`;
  const self = randomUUID();
  const hearers = new Set<(text: string) => void>();
  const out = redisLink(url, { ...lossy, enableAutoPipelining: true });
  let ear: Link | undefined;
  let onTheWay = 0;
  const tell = (text: string): void => {
    if (!text.startsWith(self)) for (const hear of hearers) hear(text.slice(idLength));
  };

  return {
    publish(text) {
      if (out.state() !== 'up' || text.length > mostCharacters || onTheWay + text.length > mostOnTheWay) return;
      onTheWay += text.length;
      out.redis
        .publish(channel, self + text)
        .catch(() => undefined)
        .finally(() => (onTheWay -= text.length));
    },
    listen(hear) {
      hearers.add(hear);
      ear ??= radio(url, channel, tell);
      return () => void hearers.delete(hear);
    },
    isUp: () => out.state() === 'up' && (ear === undefined || ear.state() === 'up'),
    close() {
      out.close();
      ear?.close();
      hearers.clear();
    },
  };
}
