/** Answers suites that ask for a server: here is none, the branches of the engine are the same on any store. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';

export default async function withoutServers(project: TestProject): Promise<() => void> {
  process.env['REQUIRE_ADAPTERS'] = '';
  const desk = createServer((_request, response) => response.end(JSON.stringify({ reason: 'branches are counted in memory only' })));
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  project.provide('services', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return () => {
    desk.closeAllConnections();
    desk.close();
  };
}
