/** Calls of the demo page: place an order, play customer, installer and bank, break a system. */
import { quotings } from '../../connectors/sandbox/bank/pay.ts';
import type { DemoChange, Demo as SandboxDemo } from '../../connectors/sandbox/demo.ts';
import type { Json, JsonObject } from '../../flows/flow.ts';
import type { DemoState } from '../http/api.ts';
import type { Demo } from '../http/deps.ts';
import { type Ask, Reply, type Route, streamed } from '../http/route.ts';

const text = (description: string): JsonObject => ({ type: 'string', minLength: 1, maxLength: 200, description });
const body = (properties: JsonObject, required: string[] = []): JsonObject => ({ type: 'object', additionalProperties: false, properties, required });

/** GET and PUT /api/demo. */
export function demoApi(demo: SandboxDemo): Demo {
  return {
    async get() {
      return demo.state();
    },
    async put(ask) {
      const change = ask as { systems?: Record<string, string>; window?: string };
      let state: DemoState = demo.state();
      for (const [system, mode] of Object.entries(change.systems ?? {})) state = demo.set({ system, mode } satisfies DemoChange);
      if (change.window !== undefined) state = demo.set({ window: change.window });
      return state;
    },
  };
}

export function demoRoutes(demo: SandboxDemo): Route[] {
  const common = { group: 'Demo', role: 'operator', answer: 'Anything' } as const;
  const field = (ask: Ask, name: string): string => String((ask.body as Record<string, Json>)[name]);
  return [
    {
      ...common,
      method: 'POST',
      path: '/api/demo/orders',
      summary: 'Place a sample order in the sandbox shop.',
      body: body({ kind: { type: 'string', enum: ['quick_order', 'order_to_cash', 'heat_pump'] } }, ['kind']),
      async handler(ask) {
        const { number, sent } = await demo.placeOrder(field(ask, 'kind'));
        const runs = (sent.body as { runs?: Json } | null)?.runs ?? [];
        return new Reply(201, { number, runs });
      },
    },
    {
      ...common,
      method: 'POST',
      path: '/api/demo/orders/{number}/cancel',
      summary: 'Cancel a sample order as its customer.',
      body: body({ reason: text('Why') }),
      bodyOptional: true,
      handler: (ask) => demo.cancel(ask.params['number']!),
    },
    {
      ...common,
      method: 'POST',
      path: '/api/demo/orders/{number}/facts',
      summary: 'Say what installer or customer did.',
      body: body({ fact: text('installer.contacted, installer.booked, quote.accepted or quote.withdrawn') }, ['fact']),
      handler: (ask) => demo.fact(ask.params['number']!, field(ask, 'fact')),
    },
    {
      ...common,
      method: 'POST',
      path: '/api/demo/orders/{number}/pay',
      summary: 'Pay a sample order by bank transfer.',
      body: body({
        amount: { ...text('Decimal amount; what is left when absent'), pattern: '^\\d{1,9}(\\.\\d{1,2})?$' },
        quoting: { type: 'string', enum: [...quotings], description: 'What the bank makes of the reference' },
      }),
      bodyOptional: true,
      handler: (ask) => demo.pay(ask.params['number']!, ask.body as { amount?: string; quoting?: string } | undefined),
    },
    {
      ...common,
      method: 'POST',
      path: '/api/demo/statement',
      summary: 'Let the sandbox bank send its newest statement once more.',
      handler: () => demo.sendStatement(),
    },
    {
      ...common,
      method: 'GET',
      path: '/api/demo/mails',
      summary: 'List what was mailed to sample customers, newest first.',
      handler: () => ({ items: demo.mails(), next: null }),
    },
    {
      ...common,
      method: 'GET',
      path: '/api/demo/mails/{id}/files/{name}',
      summary: 'Open a file that came with a mail.',
      async handler(ask) {
        const { type, content } = await demo.mailFile(ask.params['id']!, ask.params['name']!);
        ask.res.writeHead(200, {
          'content-type': type === 'application/pdf' ? type : 'text/plain; charset=utf-8',
          'content-length': content.byteLength,
          'content-disposition': 'inline',
          'x-content-type-options': 'nosniff',
        });
        ask.res.end(content);
        return streamed;
      },
    },
  ];
}
