import { doorPath } from './door-path.ts';
import { type Flow, isExpr, type Problem } from './flow.ts';

/** The lane is stored with the message, so that its order holds from the first instant: its key is read without evaluating anything. */
export function checkLane({ lane }: Flow): Problem[] {
  if (!lane || !isExpr(lane.key) || doorPath(lane.key.$expr)) return [];
  return [
    {
      code: 'flow.lane_key_not_plain',
      path: '/lane/key/$expr',
      message: `A lane key is read when the message comes in, so it is a text or a plain path such as trigger.customer.number, not "${lane.key.$expr.slice(0, 60)}".`,
    },
  ];
}
