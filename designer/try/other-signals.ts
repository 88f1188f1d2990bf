import type { Flow, TryAnswer } from '../../server/http/api.ts';

/** What happens inside the hub, and is not sent by hand. */
const own = /^(task\.|run\.ended$)/;

/** Signals the order hears at this point though the step under view does not ask for them, by the names the drawing gives them. */
export function otherSignals({ signals = {} }: Flow, { listensTo, waits }: Pick<TryAnswer, 'listensTo' | 'waits'>, step: string | undefined): string[] {
  const ruleOf = new Map(Object.entries(signals).map(([name, { on }]) => [on ?? name, name]));
  const shown = new Set(waits.find((wait) => wait.step === step)?.signals.map(({ name }) => name));
  const heard = listensTo.filter((name) => !own.test(name)).map((name) => ruleOf.get(name) ?? name);
  return [...new Set(heard)].filter((name) => !shown.has(name));
}
