/** Expressions as the hub answers them: plain ones at once, others from a pool that takes a moment; in this thread, so that nothing but the seed decides. */
import jsonata from 'jsonata';
import { compileExpression, notPlain } from '../../flows/expression.ts';
import type { Json } from '../../flows/flow.ts';
import type { Expressions } from '../../server/engine/ports.ts';
import type { Life } from './life.ts';
import type { Scheduler } from './scheduler.ts';
import type { Wire } from './wire.ts';

const compiled = new Map<string, { native: ((data: { [name: string]: Json }) => unknown) | undefined; full: ReturnType<typeof jsonata> }>();

export function expressionsFor(life: Life, scheduler: Scheduler, wire: Wire): Expressions {
  return {
    evaluate(source, data) {
      const known = compiled.get(source) ?? { native: compileExpression(source).native, full: jsonata(source) };
      compiled.set(source, known);
      const plain = known.native?.(data);
      if (known.native && plain !== notPlain) return plain as Json | undefined;
      return new Promise((resolve, reject) => {
        const answer = (deliver: () => void): void => scheduler.after(wire.latency(`${life.name} ${source}`), deliver, life);
        known.full.evaluate(data).then(
          (value: unknown) => answer(() => resolve(value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json))),
          (error: unknown) => answer(() => reject(error)),
        );
      });
    },
  };
}
