import type { NodeDiff } from '../../flows/diff.ts';
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { layoutOf } from '../canvas/layout.ts';

/** Cards whose heads differ by less stand in one row. */
const row = 60;

/** Changed nodes as they stand on the canvas, row by row: what J and K walk along. */
export function inReadingOrder(nodes: readonly NodeDiff[], flow: Flow, types: ReadonlyMap<string, NodeTypeInfo>): NodeDiff[] {
  const places = layoutOf(flow, new Map(types), false);
  const at = ({ node }: NodeDiff): [number, number] => places[node] ?? [0, 0];
  const byHeight = [...nodes].sort((one, other) => at(one)[1] - at(other)[1]);
  const rows: NodeDiff[][] = [];
  for (const node of byHeight) {
    const last = rows.at(-1);
    if (last && at(node)[1] - at(last[0]!)[1] < row) last.push(node);
    else rows.push([node]);
  }
  return rows.flatMap((one) => one.sort((left, right) => at(left)[0] - at(right)[0]));
}
