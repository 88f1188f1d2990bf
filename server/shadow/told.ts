/** Remembers of which cancels a shadow knows: one it came too late for leaves no trace in its log, and is not told again. */
import type { Documents } from '../engine/documents.ts';

export interface Told {
  knows(tenant: string, runId: string): Promise<boolean>;
  note(tenant: string, runId: string, at: number): Promise<void>;
}

const kind = 'shadow-canceled';

export const toldOf = (documents: Documents): Told => ({
  knows: async (tenant, runId) => (await documents.get(tenant, kind, runId)) !== undefined,
  async note(tenant, runId, at) {
    await documents.put(tenant, [{ kind, id: runId, body: true }], at);
  },
});
