/**
 * One server of each kind for all suites of a vitest run, started when the first suite asks. The run's own process holds
 * them (global setup) and answers the workers over loopback; a suite takes a database name or key prefix of its own.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { mongo } from './mongo.ts';
import { redis } from './redis.ts';
import { type Missing, required, type Service } from './service.ts';

const starters = { mongo, redis };
export type Kind = keyof typeof starters;
export type SharedService = Pick<Service, 'url' | 'name'>;

declare module 'vitest' {
  interface ProvidedContext {
    services: string;
  }
}

export default async function holdServices(project: TestProject): Promise<() => Promise<void>> {
  const held = new Map<string, Promise<Service | Missing>>();
  const desk = createServer(async (request, response) => {
    const kind = request.url!.slice(1) as Kind;
    if (!held.has(kind)) held.set(kind, starters[kind]());
    const answer = await held.get(kind)!.catch((error: Error) => ({ reason: error.message }));
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  project.provide('services', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.closeAllConnections();
    desk.close();
    for (const starting of held.values()) {
      const service = await starting.catch(() => undefined);
      if (service?.url !== undefined) await service.stop();
    }
  };
}

/** For suites: `describe.skipIf(!server.url)`. A missing server prints its reason, or rejects under REQUIRE_ADAPTERS=all. */
export async function shared(kind: Kind): Promise<SharedService | Missing> {
  const answer = (await (await fetch(`${inject('services')}/${kind}`)).json()) as SharedService | Missing;
  if (answer.url === undefined) console.warn(`skipped: ${answer.reason}`);
  return required(answer);
}

/** A database name or key prefix nobody else uses. */
export const ownName = (hint: string): string => `${hint}-${randomUUID().slice(0, 8)}`;
