/** The bell inside one process: the real one, rung twice at times. */
import { processBell } from '../../server/adapters/memory/bell.ts';
import type { Queue } from '../../server/engine/ports.ts';
import type { Dials, Faults } from './faults.ts';
import type { Life } from './life.ts';
import type { Scheduler } from './scheduler.ts';

export function embeddedBell(life: Life, scheduler: Scheduler, faults: Faults, dials: Dials): Queue {
  const bell = processBell();
  let count = 0;
  return {
    listen: (look) => bell.listen(look),
    ring(tenant, runId, hint) {
      count += 1;
      const trouble = faults.draw(`${life.name} ring ${count}`, dials.bell);
      if (trouble === 'lost') return;
      bell.ring(tenant, runId, hint);
      if (trouble === 'twice') scheduler.after(faults.amount(`${life.name} ring ${count}`, 0, 3_000), () => bell.ring(tenant, runId, hint), life);
    },
  };
}
