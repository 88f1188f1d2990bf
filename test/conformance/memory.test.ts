import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { describeDocuments } from './documents.ts';
import type { Home } from './home.ts';
import { describeReads } from './reads.ts';
import { describeRunStore } from './run-store.ts';

const open = async (): Promise<Home> => {
  const disk = memoryDisk();
  return { store: memoryStore(disk), die: async () => memoryStore(disk), async close() {} };
};

describeRunStore('the memory store', open);
describeDocuments('the memory store', open);
describeReads('the memory store', open);
