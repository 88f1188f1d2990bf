/** One of a kind per environment, made when first asked for: an admin may make an environment while the hub runs. */
import type { Environments } from '../access/environments.ts';

export interface InEach<T> {
  of(tenant: string): T;
  all(): T[];
  stop(): void;
}

export function inEach<T extends { stop(): void }>(environments: Pick<Environments, 'list'>, open: (tenant: string) => T): InEach<T> {
  const opened = new Map<string, T>();
  const of = (tenant: string): T => {
    const one = opened.get(tenant) ?? open(tenant);
    opened.set(tenant, one);
    return one;
  };
  return {
    of,
    all: () => environments.list().map(({ tenant }) => of(tenant)),
    stop() {
      for (const one of opened.values()) one.stop();
    },
  };
}
