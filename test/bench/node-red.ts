/** The peer: Node-RED with five nodes that do what our five-step flow does, keeping nothing. Sends its port when it listens. */

import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const RED = require('node-red') as {
  init(server: unknown, settings: unknown): void;
  start(): Promise<void>;
  httpNode: unknown;
  nodes: { setFlows?: unknown };
  runtime: { flows: { setFlows(flows: unknown): Promise<unknown> } };
};
const nodeRedRequire = createRequire(require.resolve('node-red'));
const express = nodeRedRequire('express') as () => { use(...handlers: unknown[]): void };
const app = express();
const server = createServer(app as never);
RED.init(server, {
  httpAdminRoot: false,
  httpNodeRoot: '/',
  userDir: mkdtempSync(join(tmpdir(), 'orderloom-red-')),
  contextStorage: { default: { module: 'memory' } },
  logging: { console: { level: 'fatal' } },
  credentialSecret: 'bench',
});
app.use('/', RED.httpNode);
await RED.start();
const at = { z: 'tab', x: 100, y: 100 };
await RED.runtime.flows.setFlows({
  flows: {
    flows: [
      { id: 'tab', type: 'tab', label: 'bench' },
      { id: 'in', type: 'http in', url: '/orders', method: 'post', wires: [['map']], ...at },
      {
        id: 'map',
        type: 'function',
        func: 'msg.order = msg.payload; msg.payload = { number: msg.order.number, lines: msg.order.lines }; return msg;',
        outputs: 1,
        wires: [['size']],
        ...at,
      },
      {
        id: 'size',
        type: 'switch',
        property: 'order.amount',
        propertyType: 'msg',
        rules: [{ t: 'gt', v: '100', vt: 'num' }, { t: 'else' }],
        checkall: 'false',
        outputs: 2,
        wires: [['big'], ['big']],
        ...at,
      },
      { id: 'big', type: 'function', func: 'msg.payload = { size: "big", number: msg.payload.number }; return msg;', outputs: 1, wires: [['out']], ...at },
      { id: 'out', type: 'http response', statusCode: '202', headers: {}, wires: [], ...at },
    ],
  },
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
process.send?.((server.address() as { port: number }).port);
