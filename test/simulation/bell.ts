/** The bell between processes: each ring is told to one of those who listen, or lost, or told twice, or late. */
import type { Ears, Hint, Look, Queue } from '../../server/engine/ports.ts';
import type { Chance } from './chance.ts';
import type { Dials, Faults } from './faults.ts';
import type { Life } from './life.ts';
import type { Scheduler } from './scheduler.ts';
import type { Wire } from './wire.ts';

export interface Bell {
  queueFor(life: Life): Queue;
  /** All rings that were not told yet are gone. */
  flush(): void;
  /** Away until this instant; what rings meanwhile is lost. */
  awayUntil: number;
}

export function bellOf(deps: { scheduler: Scheduler; wire: Wire; faults: Faults; dials: Dials; chance: Chance }): Bell {
  const { scheduler, wire, faults, dials, chance } = deps;
  const listeners = new Map<Life, { look: Look; ears: Ears | undefined }>();
  let epoch = 0;
  let count = 0;

  function tell(tenant: string, runId: string, hint: Hint | undefined, ms: number): void {
    const mine = epoch;
    scheduler.after(ms, () => {
      if (mine !== epoch) return;
      const alive = [...listeners].filter(([life]) => life.alive);
      const holders = hint?.delivery === undefined ? alive.filter(([, { ears }]) => ears?.holds(runId)) : [];
      const roomy = alive.filter(([, { ears }]) => ears?.hasRoom() ?? true);
      for (const [life, { look }] of new Set([...holders, ...(roomy.length > 0 ? [chance.pick(roomy)] : [])]))
        scheduler.after(wire.latency(`${life.name} told ${count}`), () => look(tenant, runId, hint), life);
    });
  }

  const bell: Bell = {
    awayUntil: 0,
    flush: () => {
      epoch += 1;
    },
    queueFor: (life) => ({
      ring(tenant, runId, hint) {
        count += 1;
        const name = `${life.name} ring ${count}`;
        const trouble = faults.draw(name, dials.bell);
        void wire.call(life, 'ring', 'ring', () => {
          if (trouble === 'lost' || scheduler.now() < bell.awayUntil) return;
          tell(tenant, runId, hint, trouble === 'late' ? faults.amount(name, 1_000, 90_000) : wire.latency(name));
          if (trouble === 'twice') tell(tenant, runId, hint, faults.amount(`${name} again`, 0, 5_000));
        });
      },
      listen(look, ears) {
        listeners.set(life, { look, ears });
        return () => {
          listeners.delete(life);
        };
      },
    }),
  };
  return bell;
}
