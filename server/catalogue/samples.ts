/** Named samples of a flow: documents that came in, or might, kept to try a drawing with. */
import { type Json, ProblemError } from '../../flows/flow.ts';
import { findSensitive, hideSensitive } from '../../flows/sensitive.ts';
import type { Audit } from '../access/audit.ts';
import { homeOf, type Viewer } from '../access/viewer.ts';
import type { Documents } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';

export interface Sample {
  id: string;
  name: string;
  at: number;
  by: string;
  /** Delivery it was taken from. */
  delivery?: string;
  /** Values that were made unreadable. */
  hidden: number;
  body: Json;
}

export interface SampleAsk {
  name: string;
  body: Json;
  delivery?: string;
  /** What to do with secrets and card numbers in it; absent, it is refused where there are any. */
  sensitive?: 'hide' | 'keep';
}

export interface Samples {
  /** Throws ProblemError `sample.sensitive`, `sample.taken`, `sample.too_many`, `sample.too_large`. */
  add(by: Viewer, flow: string, ask: SampleAsk): Promise<Sample>;
  list(tenant: string, flow: string): Promise<Sample[]>;
  remove(by: Viewer, flow: string, id: string): Promise<void>;
}

const most = 100;
const largest = 256 * 1024;

export function samplesOf({ documents, audit, clock }: { documents: Documents; audit: Audit; clock: Pick<Clock, 'now'> }): Samples {
  const list = async (tenant: string, flow: string): Promise<Sample[]> => {
    const { items } = await documents.list<Omit<Sample, 'id'>>(homeOf(tenant), 'sample', { prefix: `${flow}/`, limit: most });
    return items.map(({ id, body }) => ({ ...body, id: id.slice(flow.length + 1) }));
  };

  return {
    list,
    async add(by, flow, { name, body, delivery, sensitive }) {
      const found = findSensitive(body);
      if (found.length > 0 && sensitive === undefined) throw new ProblemError(422, found.map(problemOf));
      const safe = sensitive === 'hide' ? hideSensitive(body, found) : body;
      if (JSON.stringify(safe).length > largest) throw refusal(413, 'sample.too_large', '/body', 'A sample holds at most 256 KiB. Take a smaller one.');
      if ((await list(by.tenant, flow)).length >= most)
        throw refusal(409, 'sample.too_many', '', `A flow keeps at most ${most} samples. Remove one, then add this one.`);
      const id = idOf(name);
      const hidden = sensitive === 'hide' ? found.length : 0;
      const kept = { name, at: clock.now(), by: by.name, hidden, body: safe, ...(delivery === undefined ? {} : { delivery }) };
      const entry = {
        by,
        what: 'sample.added',
        on: `flow/${flow}`,
        after: { sample: id, hidden, kept: sensitive === 'keep' ? found.map(({ path }) => path) : [] },
      };
      if ((await audit.commit(by.tenant, entry, [{ kind: 'sample', id: `${flow}/${id}`, rev: 0, body: kept }])) === 'conflict')
        throw refusal(409, 'sample.taken', '/name', `A sample "${name}" exists already. Choose another name.`);
      return { ...kept, id };
    },
    async remove(by, flow, id) {
      const kept = await documents.get(homeOf(by.tenant), 'sample', `${flow}/${id}`);
      if (!kept) throw refusal(404, 'sample.not_found', '', 'There is no such sample.');
      await audit.commit(by.tenant, { by, what: 'sample.removed', on: `flow/${flow}`, before: { sample: id } }, [
        { kind: 'sample', id: `${flow}/${id}`, body: null },
      ]);
    },
  };
}

const problemOf = ({ path, kind }: { path: string; kind: 'secret' | 'card' }) => ({
  code: 'sample.sensitive',
  path: `/body${path}`,
  message:
    kind === 'card' ? `${path} looks like a card number. Hide it, or say that it is none.` : `${path} looks like a secret. Hide it, or say that it is none.`,
});

const refusal = (status: number, code: string, path: string, message: string): ProblemError => new ProblemError(status, { code, path, message });

/** Letters and digits of the name, the rest as hyphens. */
const idOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '') || 'sample';
