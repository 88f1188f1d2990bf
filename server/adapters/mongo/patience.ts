/** Waiting for a server that is away: what a holder has found out and not written yet would be lost with the first failure. */
import { MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb';

/** Tries again until it is answered, or rejects with the last failure. Whatever is tried must bear being done twice. */
export type Patience = <T>(attempt: () => Promise<T>) => Promise<T>;

/** Two leases: after that others carry the run. */
const longest = 30_000;
const longestPause = 1_000;

export const impatient: Patience = (attempt) => attempt();

export function patience(longestMs = longest): Patience {
  return async (attempt) => {
    const until = performance.now() + longestMs;
    for (let pause = 50; ; pause = Math.min(longestPause, pause * 2)) {
      try {
        return await attempt();
      } catch (error) {
        if (!isAway(error) || performance.now() + pause > until) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
}

/** No answer, or one of a server that may not speak for its majority just now. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError || error.name === 'MongoWaitQueueTimeoutError') return true;
  if (error instanceof MongoError && error.hasErrorLabel('RetryableWriteError')) return true;
  // Of many writes at once the driver tells as if the server had answered, with what really happened inside.
  return isAway(error.cause) || (error instanceof MongoServerError && isAway(error.errorResponse));
}
