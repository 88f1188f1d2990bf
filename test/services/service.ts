/** Servers that tests talk to. One is given by the environment, started from the PATH, or missing with a reason. */

export interface Service {
  url: string;
  /** What answers, for reports: "redis-server 7.0.15". */
  name: string;
  /** Given by the environment: kill and restart reject, stop leaves it alone. */
  isGiven: boolean;
  /** Asks it to end, waits until it is gone, removes its data. */
  stop(): Promise<void>;
  /** SIGKILL; its data stay. */
  kill(): Promise<void>;
  /** Starts it again after a kill: same address, same data as far as it keeps any. */
  restart(): Promise<void>;
}

export interface Missing {
  url?: undefined;
  reason: string;
}

/** The service, or an Error where REQUIRE_ADAPTERS=all says that nothing may be missing. */
export function required<T extends { url: string }>(found: T | Missing): T | Missing {
  if (found.url === undefined && process.env['REQUIRE_ADAPTERS'] === 'all') throw new Error(found.reason);
  return found;
}

export function givenService(url: string, variable: string): Service {
  const refuse = async (): Promise<void> => {
    throw new Error(`${variable} names a server that is not ours to kill`);
  };
  return { url, name: `${variable} ${new URL(url).host}`, isGiven: true, stop: async () => undefined, kill: refuse, restart: refuse };
}
