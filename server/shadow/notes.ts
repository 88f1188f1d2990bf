/** Keeps what a shadow would have called, by run and effect key. */
import type { Json } from '../../flows/flow.ts';
import type { ShadowNote } from '../adapters/system/shadow-effects.ts';
import type { Documents } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';

export type KeptNote = Pick<ShadowNote, 'node' | 'calls' | 'source'>;

export interface ShadowNotes {
  note(note: ShadowNote): Promise<void>;
  of(tenant: string, runId: string): Promise<KeptNote[]>;
}

const kind = 'shadow-call';
const mostSteps = 200;

export function shadowNotes(documents: Documents, clock: Pick<Clock, 'now'>): ShadowNotes {
  return {
    async note({ tenant, runId, effectKey, ...body }) {
      await documents.put(tenant, [{ kind, id: `${runId}/${effectKey}`, body: body as unknown as Json }], clock.now()); // plain data
    },
    of: async (tenant, runId) => (await documents.list<KeptNote>(tenant, kind, { prefix: `${runId}/`, limit: mostSteps })).items.map(({ body }) => body),
  };
}
