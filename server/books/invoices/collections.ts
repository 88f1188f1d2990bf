/** Deliveries collected for one invoice. Each is in one collection and in no other; a closed one takes nothing more. */
import { hash } from 'node:crypto';
import { type Billable, billableId } from '../../../flows/documents/outgoing/collect.ts';
import type { CollectAsk, Collected } from '../../../flows/documents/outgoing/invoice-book.ts';
import { type JsonObject, ProblemError } from '../../../flows/flow.ts';
import type { Documents } from '../../engine/documents.ts';
import { stroke } from '../draft.ts';

interface Collection {
  group: string;
  closesAt: number;
  /** Key of the step that opened it, and of the one that closed it. */
  leader: string;
  closed?: string;
  billables: string[];
}

const [collections, billables, currents] = ['invoice-collection', 'invoice-billable', 'invoice-collecting'] as const;
const nameOf = (...parts: string[]): string => hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 32);

export function collectionsOf(documents: Documents, tenant: string) {
  return {
    async collect({ key, group, closesAt, billable, at }: CollectAsk): Promise<Collected> {
      const name = nameOf('billable', billableId(billable));
      let answer: Collected = { collection: '', leads: false, closesAt, count: 0 };
      await stroke(documents, tenant, at, async (draft) => {
        const known = await draft.get<{ collection: string }>(billables, name);
        const place = nameOf('group', group, String(closesAt));
        const current = known?.body.collection ?? (await draft.get<{ collection: string }>(currents, place))?.body.collection;
        const open = current === undefined ? undefined : (await draft.get<Collection>(collections, current))?.body;
        const isNew = known === undefined && (open === undefined || open.closed !== undefined);
        const id = isNew ? nameOf('collection', key) : current!; // known or current when it is not new
        const before: Collection = isNew ? { group, closesAt, leader: key, billables: [] } : open!; // the same
        const after = known === undefined ? { ...before, billables: [...before.billables, name] } : before;
        answer = { collection: id, leads: after.leader === key, closesAt: after.closesAt, count: after.billables.length };
        if (known !== undefined) return;
        await draft.set(collections, id, after);
        await draft.set(billables, name, { collection: id, billable: JSON.parse(JSON.stringify(billable)) as JsonObject });
        if (isNew) await draft.set(currents, place, { collection: id });
      });
      return answer;
    },
    /** What was collected, in the order it came; nothing is added from now on. Throws 404 `invoice.no_collection`, 409 `invoice.collection_closed`. */
    async close(collection: string, key: string, at: number): Promise<Billable[]> {
      let names: string[] = [];
      await stroke(documents, tenant, at, async (draft) => {
        const found = (await draft.get<Collection>(collections, collection))?.body;
        if (found === undefined) throw refused(404, 'invoice.no_collection', 'There is no such collection.');
        if (found.closed !== undefined && found.closed !== key)
          throw refused(409, 'invoice.collection_closed', 'Another step has closed this collection and bills it.');
        names = found.billables;
        if (found.closed === undefined) await draft.set(collections, collection, { ...found, closed: key });
      });
      const kept = await Promise.all(names.map((name) => documents.get<{ billable: Billable }>(tenant, billables, name)));
      return kept.flatMap((doc) => doc?.body.billable ?? []);
    },
  };
}

const refused = (status: number, code: string, message: string): ProblemError => new ProblemError(status, { code, path: '', message });
