/** Who stands in for whom, and when: the deputy sees and may take the other's tasks. */
import { type Json, ProblemError } from '../../flows/flow.ts';
import type { Documents } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';
import type { Audit } from './audit.ts';
import type { People } from './people.ts';
import { homeOf, type Viewer } from './viewer.ts';

export interface Someone {
  id: string;
  name: string;
  email: string;
}

/** One person stands in for another from `from` until `until`, ms. */
export interface Term {
  deputy: Someone;
  of: Someone;
  from: number;
  until: number;
}

export interface Deputies {
  /** The deputy this person has named, ended terms left out. */
  of(viewer: Viewer): Promise<Term | undefined>;
  /** Those whom this person stands in for right now. */
  actsFor(viewer: Viewer): Promise<Someone[]>;
  /** Replaces the deputy named before. Throws ProblemError 422 for somebody unknown, oneself, or a term that is over. */
  name(viewer: Viewer, ask: { email: string; from: number; until: number }, requestId: string): Promise<Term>;
  /** False when there was none. */
  end(viewer: Viewer, requestId: string): Promise<boolean>;
}

const kind = 'deputy';
const longest = 366 * 86_400_000;

export function deputiesOf(deps: { documents: Documents; clock: Pick<Clock, 'now'>; audit: Audit; people: Pick<People, 'byEmail'> }): Deputies {
  const { documents, clock, audit, people } = deps;
  const someone = ({ id, name, email }: Viewer): Someone => ({ id, name, email });

  return {
    async of({ tenant, id }) {
      const kept = await documents.get<Term & Json>(homeOf(tenant), kind, id);
      return kept && kept.body.until > clock.now() ? kept.body : undefined;
    },
    async actsFor({ tenant, id }) {
      const now = clock.now();
      const { items } = await documents.list<Term & Json>(homeOf(tenant), kind, { limit: 1_000 });
      return items.flatMap(({ body }) => (body.deputy.id === id && body.from <= now && now < body.until ? [body.of] : []));
    },
    async name(viewer, { email, from, until }, requestId) {
      if (viewer.id.startsWith('token:')) refuse('deputy.person_needed', '', 'An API token has no deputy. Sign in to name one.');
      const found = await people.byEmail(email);
      if (!found) refuse('deputy.unknown', '/email', 'Nobody here has this e-mail. Ask an admin to create the account first.');
      if (found.id === viewer.id) refuse('deputy.self', '/email', 'A deputy is somebody else.');
      if (until <= from || until <= clock.now()) refuse('deputy.period', '/until', 'The end must lie after the beginning, and ahead.');
      if (until - from > longest) refuse('deputy.period', '/until', 'A deputy is named for a year at most.');
      const term: Term = { deputy: someone(found), of: someone(viewer), from, until };
      const body = { ...term } as unknown as Json;
      const after = { deputy: found.email, from: new Date(from).toISOString(), until: new Date(until).toISOString() };
      await audit.commit(viewer.tenant, { by: viewer, what: 'deputy.named', on: `person/${viewer.id}`, after, requestId }, [{ kind, id: viewer.id, body }]);
      return term;
    },
    async end(viewer, requestId) {
      const kept = await documents.get<Term & Json>(homeOf(viewer.tenant), kind, viewer.id);
      if (!kept) return false;
      const before = { deputy: kept.body.deputy.email };
      await audit.commit(viewer.tenant, { by: viewer, what: 'deputy.ended', on: `person/${viewer.id}`, before, requestId }, [
        { kind, id: viewer.id, body: null },
      ]);
      return true;
    },
  };
}

function refuse(code: string, path: string, message: string): never {
  throw new ProblemError(422, { code, path, message });
}
