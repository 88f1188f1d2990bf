import { memoryDisk } from '../../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../../server/adapters/memory/store.ts';
import type { Stage } from './stage.ts';

/** The reference store: nothing is waited for, and a claim dies with its process. */
export const memoryStage: Stage = {
  name: 'in memory',
  renewEvery: 0,
  async open(clock) {
    const disk = memoryDisk();
    return {
      live: () => memoryStore(disk, clock.now),
      wasBusy: async () => false,
      isOver: async () =>
        [...disk.runs.values()].every(({ head, requests }) => ['completed', 'canceled', 'parked'].includes(head.status) && requests.size === 0),
      tasks: async () => [...disk.tasks.values()].map(({ id }) => id),
      close: async () => undefined,
    };
  },
  close: async () => undefined,
};
