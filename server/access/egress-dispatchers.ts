import type { Agent, Dispatcher } from 'undici';
import { checkedLookup, type Resolve } from './egress-lookup.ts';

const connectTimeout = 5_000;

/** How far one call has come: once the request may be on the wire, its outcome is unknown until answered. */
export interface Progress {
  sent: boolean;
}

/** Options of one request, with its progress on board for the interceptor. */
export type Sends = Dispatcher.RequestOptions & { progress: Progress };

/** One set of kept connections per policy, so that none opened for a listed target serves another. */
export interface Dispatchers {
  open: Dispatcher;
  listed: Dispatcher;
}

/** undici is loaded with the first call: a hub that calls nobody starts without it. */
export async function startDispatchers(resolve: Resolve): Promise<Dispatchers> {
  const { Agent: HttpAgent, DecoratorHandler } = await import('undici');
  class Watched extends DecoratorHandler {
    readonly #handler: Dispatcher.DispatchHandler;
    readonly #progress: Progress;
    constructor(handler: Dispatcher.DispatchHandler, progress: Progress) {
      super(handler);
      this.#handler = handler;
      this.#progress = progress;
    }
    /** Called on a connected socket, before the first byte. */
    onRequestStart(controller: Dispatcher.DispatchController, context: object): void {
      this.#progress.sent = true;
      this.#handler.onRequestStart?.(controller, context);
    }
  }
  const agent = (allowPrivate: boolean): Dispatcher => {
    const settings: Agent.Options = {
      connections: 16,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: 10_000,
      connect: { lookup: checkedLookup(resolve, allowPrivate), timeout: connectTimeout, rejectUnauthorized: true },
    };
    return new HttpAgent(settings).compose((dispatch) => (sends, handler) => dispatch(sends, new Watched(handler, (sends as unknown as Sends).progress)));
  };
  return { open: agent(false), listed: agent(true) };
}
