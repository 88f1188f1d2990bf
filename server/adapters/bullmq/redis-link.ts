/** One connection to Redis that comes back by itself and says when it goes and when it is back. */
import { Redis } from 'ioredis';

export interface Link {
  redis: Redis;
  /** `opening` until the first connection stands or fails. */
  state(): 'opening' | 'up' | 'away';
  close(): void;
}

const longestPause = 2_000;

/** For what may be lost: fails at once while Redis is away, gives up on a Redis that does not answer within 3 s. */
export const lossy = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  // With null, commands that were out when the connection broke would neither be sent again nor ever fail.
  maxRetriesPerRequest: 0,
  connectTimeout: 3_000,
  socketTimeout: 3_000,
};

/** For a BullMQ worker: its commands wait until Redis is back. An idle one asks for five seconds at a time. */
export const patient = { maxRetriesPerRequest: null, connectTimeout: 3_000, socketTimeout: 12_000 };

/** `changed` is told of `up` and `away`, each time once. */
export function redisLink(
  url: string,
  options: (typeof lossy | typeof patient) & { enableAutoPipelining?: boolean; autoResubscribe?: boolean },
  changed: (state: 'up' | 'away', error?: Error) => void = () => undefined,
): Link {
  const redis = new Redis(url, {
    ...options,
    retryStrategy: (times) => Math.min(longestPause, 50 * 2 ** Math.min(times, 10)) * (0.75 + Math.random() / 4),
  });
  let state: 'opening' | 'up' | 'away' = 'opening';
  let last: Error | undefined;
  const become = (next: 'up' | 'away'): void => {
    if (state === next) return;
    state = next;
    changed(next, last);
  };
  redis.on('error', (error) => {
    last = error;
  });
  redis.on('ready', () => become('up'));
  redis.on('close', () => become('away'));
  return {
    redis,
    state: () => state,
    close() {
      redis.removeAllListeners('ready');
      redis.removeAllListeners('close');
      state = 'away';
      redis.disconnect();
    },
  };
}
