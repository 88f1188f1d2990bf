/** What of a play must be equal to another. */
import type { Played } from '../play.ts';

/** What must be equal however the bells ring and wherever it is kept: steps, ports, outputs, effect keys. */
export const outcome = (played: Played) => ({
  status: played.run.status,
  code: played.run.code,
  steps: [...played.run.steps.values()].map((step) => `${step.id}:${step.status === 'completed' ? (step.port ?? 'done') : step.status}`).sort(),
  outputs: [...played.run.steps.values()].map((step) => `${step.id}=${JSON.stringify(step.output ?? null)}`).sort(),
  keys: Object.fromEntries(Object.entries(played.calls).map(([node, call]) => [node, [...call.keys].sort()])),
});

/** A run goes on at the end of a dead worker's lease: what happens then tells a later instant. */
export const untimed = (played: Played) => {
  const { outputs, ...rest } = outcome(played);
  return { ...rest, outputs: outputs.map((output) => output.replace(/"\d{4}-\d\d-\d\dT[^"]+"/g, '"then"')) };
};

/** And while nobody dies, when each wait is over. */
export const timed = (played: Played) => ({
  ...outcome(played),
  due: [...played.run.steps.values()]
    .filter((step) => step.wait?.until !== undefined)
    .map((step) => `${step.id}@${step.wait!.until! - played.startedAt}`)
    .sort(),
});
