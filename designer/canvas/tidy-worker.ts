/** Tidies beside the page, so that a large flow holds up no frame. */
import type { Flow } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { tidy } from './layout.ts';

export interface TidyAsk {
  flow: Flow;
  nodeTypes: NodeTypeInfo[];
}

addEventListener('message', ({ data }: MessageEvent<TidyAsk>) => {
  postMessage(tidy(data.flow, new Map(data.nodeTypes.map((info) => [info.type, info]))));
});
