import type { Flow } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import type { Layout } from './layout.ts';
import type { TidyAsk } from './tidy-worker.ts';

/** A tidied layout, found in a worker: only what places depend on goes there. Refuses when the worker cannot start. */
export function tidyAway(flow: Flow, nodeTypes: readonly NodeTypeInfo[]): Promise<Layout> {
  const used = new Set(Object.values(flow.nodes).map(({ type }) => type));
  const worker = new Worker(new URL('./tidy-worker.ts', import.meta.url), { type: 'module' });
  const ask: TidyAsk = { flow, nodeTypes: nodeTypes.filter(({ type }) => used.has(type)) };
  return new Promise<Layout>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Layout>) => resolve(data));
    worker.addEventListener('error', () => reject(new Error('the layout could not be worked out')));
    worker.postMessage(ask);
  }).finally(() => worker.terminate());
}
