/** Who may sign in: local accounts with a role. */
import { createHash } from 'node:crypto';
import type { Json } from '../../flows/flow.ts';
import type { Documents } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';
import type { Audit } from './audit.ts';
import { drawPassword, fitsPassword, hashPassword } from './passwords.ts';
import { homeTenant, type Role, type Viewer } from './viewer.ts';

interface Person {
  email: string;
  name: string;
  role: Role;
  password: string;
  createdAt: number;
}

export interface People {
  /** The person behind a right email and password; undefined otherwise, after the same time. */
  check(email: string, password: string): Promise<Viewer | undefined>;
  find(id: string): Promise<Viewer | undefined>;
  byEmail(email: string): Promise<Viewer | undefined>;
  /** Creates or replaces an account. */
  save(account: { email: string; name: string; role: Role; password: string }, by: { id: string; name: string }): Promise<Viewer>;
  /** The first admin, while nobody exists; answers with the one-time password when it had to be drawn. */
  ensureAdmin(given: { email?: string; password?: string }): Promise<{ email: string; drawn?: string } | undefined>;
}

/** Local accounts in the document store. */
export function peopleOf(deps: { documents: Documents; clock: Pick<Clock, 'now'>; audit: Audit }): People {
  const { documents, clock, audit } = deps;
  const tenant = homeTenant;
  const read = (id: string) => documents.get<Person & Json>(tenant, 'person', id);

  /** Undefined when the account was to be the first of its name and another process was faster. */
  async function write(account: Parameters<People['save']>[0], by: { id: string; name: string }, rev?: 0): Promise<Viewer | undefined> {
    const email = tidy(account.email);
    const id = personIdOf(email);
    const body: Person = { email, name: account.name, role: account.role, password: await hashPassword(account.password), createdAt: clock.now() };
    const put = { kind: 'person', id, body: { ...body }, ...(rev === undefined ? {} : { rev }) };
    const answer = await audit.commit(tenant, { by, what: 'person.saved', on: `person/${id}`, after: { email, role: account.role } }, [put]);
    return answer === 'done' ? viewerOf(id, body) : undefined;
  }

  const save: People['save'] = async (account, by) => (await write(account, by)) as Viewer; // without a revision nothing conflicts

  const find: People['find'] = async (id) => {
    const person = await read(id);
    return person && viewerOf(id, person.body);
  };

  return {
    save,
    find,
    byEmail: (email) => find(personIdOf(tidy(email))),
    async check(email, password) {
      const id = personIdOf(tidy(email));
      const person = await read(id);
      const fits = await fitsPassword(password, person?.body.password);
      return fits && person ? viewerOf(id, person.body) : undefined;
    },
    async ensureAdmin(given) {
      const by = { id: 'hub', name: 'Orderloom' };
      if (given.email !== undefined && given.password !== undefined) {
        const known = await read(personIdOf(tidy(given.email)));
        const same = known !== undefined && known.body.role === 'admin' && (await fitsPassword(given.password, known.body.password));
        if (!same) await save({ email: given.email, name: 'Admin', role: 'admin', password: given.password }, by);
        return { email: tidy(given.email) };
      }
      const anyone = await documents.list(tenant, 'person', { limit: 1 });
      if (anyone.items.length > 0) return undefined;
      const email = tidy(given.email ?? 'admin@localhost');
      const drawn = given.password ?? drawPassword();
      if (!(await write({ email, name: 'Admin', role: 'admin', password: drawn }, by, 0))) return undefined;
      return given.password === undefined ? { email, drawn } : { email };
    },
  };
}

const tidy = (email: string): string => email.trim().toLowerCase().normalize('NFC');

const personIdOf = (email: string): string => createHash('sha256').update(email).digest('hex').slice(0, 20);

const viewerOf = (id: string, person: Person): Viewer => ({ tenant: homeTenant, id, name: person.name, email: person.email, role: person.role });
