/** What time does to a task nobody has finished: reminders, and on to another role. */
import type { JsonObject } from '../../flows/flow.ts';
import { dueAfter } from '../business-time.ts';
import { listOf, objectOf } from '../json-fields.ts';
import type { TaskMoves } from '../node-type.ts';

/** All that has happened to it by `now`, each at the instant it was due, and when the next of it is due. */
export function movesBy(config: JsonObject, { since, now, zone }: { since: number; now: number; zone: string }): { moves?: TaskMoves; next?: number } {
  const after = (length: unknown): number => dueAfter(since, String(length), config, zone);
  const reminders = listOf(config['remind'])
    .map(after)
    .sort((a, b) => a - b);
  const escalations = listOf(config['escalate'])
    .map((rung) => ({ at: after(objectOf(rung)['after']), role: String(objectOf(rung)['role']) }))
    .sort((a, b) => a.at - b.at);
  const reminded = reminders.filter((at) => at <= now);
  const escalated = escalations.filter(({ at }) => at <= now);
  const no = reminded.length + escalated.length;
  const coming = [...reminders, ...escalations.map(({ at }) => at)].filter((at) => at > now);
  return {
    ...(no === 0 ? {} : { moves: { no, role: escalated.at(-1)?.role ?? String(config['role']), reminded, escalated } }),
    ...(coming.length === 0 ? {} : { next: Math.min(...coming) }),
  };
}
