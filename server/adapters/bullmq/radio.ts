/** Hears what is published on one channel while Redis is there. */
import { type Link, lossy, redisLink } from './redis-link.ts';

export function radio(url: string, channel: string, hear: (text: string) => void): Link {
  // Left to itself ioredis subscribes again without anybody to catch the failure, which ends the process.
  const link = redisLink(url, { ...lossy, autoResubscribe: false });
  link.redis.on('ready', () => void link.redis.subscribe(channel).catch(() => undefined));
  link.redis.on('message', (_channel, text) => hear(text));
  return link;
}
