/** The environments a hub carries: its own one, and those an admin made beside it. */
import { ProblemError } from '../../flows/flow.ts';
import type { Documents, Put } from '../engine/documents.ts';
import type { Audit } from './audit.ts';
import { homeTenant, isShadow, tenantIn, type Viewer } from './viewer.ts';

export interface Environment {
  id: string;
  title: string;
  kind: 'test' | 'production';
  /** What it is told by on screens: red where orders are real. */
  color: 'red' | 'blue';
  /** Owns its runs, deliveries, signals, tasks and figures. */
  tenant: string;
}

export interface EnvironmentAsk {
  id: string;
  title?: string;
  kind?: Environment['kind'];
  /** Begins with the bindings of this one. */
  bindingsOf?: string;
}

export interface Environments {
  home: Environment;
  /** Home first. */
  list(): Environment[];
  /** Those beside the home one, in the order they were made. */
  others(): Environment[];
  find(id: string): Environment | undefined;
  /** Throws ProblemError 404 for one there is not. */
  get(id: string): Environment;
  /** Throws ProblemError 409 for a name that is taken, by an environment or by an address under /in. */
  create(by: Viewer, ask: EnvironmentAsk, isAddress: (first: string) => boolean): Promise<Environment>;
  /** Reads them anew, as others may have made one; answers whether there is a new one. */
  load(): Promise<boolean>;
}

interface Stored {
  title: string;
  kind: Environment['kind'];
  madeAt: number;
}

/** A hub has few of them: each costs a look at every deploy and a place in every switch. */
const most = 8;

export function environmentsOf(deps: { documents: Documents; clock: { now(): number }; audit: Audit; home: string }): Environments {
  const { documents, clock, audit } = deps;
  const home: Environment = {
    ...shown(deps.home, titleOf(deps.home), deps.home === 'demo' || deps.home === 'test' ? 'test' : 'production'),
    tenant: homeTenant,
  };
  let others: Environment[] = [];

  const find = (id: string): Environment | undefined => (id === home.id ? home : others.find((one) => one.id === id));

  function get(id: string): Environment {
    const found = find(id);
    if (found) return found;
    const known = [home, ...others].map((one) => one.id).join(', ');
    throw new ProblemError(404, { code: 'environment.not_found', path: '', message: `There is no environment ${id.slice(0, 60)}; there is ${known}.` });
  }

  async function load(): Promise<boolean> {
    const before = others.length;
    const { items } = await documents.list<Stored>(homeTenant, 'environment', { limit: 100 });
    others = items.sort((a, b) => a.body.madeAt - b.body.madeAt).map(({ id, body }) => shown(id, body.title, body.kind));
    return others.length !== before;
  }

  return {
    home,
    list: () => [home, ...others],
    others: () => others,
    find,
    get,
    load,
    async create(by, { id, title = titleOf(id), kind = id === 'production' ? 'production' : 'test', bindingsOf }, isAddress) {
      if (isShadow(tenantIn(id))) throw taken('An environment cannot be called shadow: runs that follow others without changing anything have that name.');
      if (find(id)) throw taken(`There is an environment ${id} already.`);
      if (isAddress(id)) throw taken(`Messages come in at /in/${id} already, and those of an environment ${id} would come in below it. Choose another name.`);
      if (others.length + 1 >= most)
        throw new ProblemError(422, { code: 'environment.too_many', path: '', message: `A hub has at most ${most} environments.` });
      const bindings = bindingsOf === undefined ? [] : await bindingsFor(id, get(bindingsOf).id);
      const body: Stored = { title, kind, madeAt: clock.now() };
      const entry = { by, what: 'environment.made', on: `environment/${id}`, after: { title, kind, bindings: bindings.length } };
      const done = await audit.commit(homeTenant, entry, [{ kind: 'environment', id, rev: 0, body: { ...body } }, ...bindings]);
      await load();
      if (done === 'conflict') throw taken(`There is an environment ${id} already.`);
      return get(id);
    },
  };

  async function bindingsFor(id: string, from: string): Promise<Put[]> {
    const { items } = await documents.list<{ connection: string }>(homeTenant, 'slot', { prefix: `${from}/`, limit: 500 });
    return items.map((slot) => ({ kind: 'slot', id: `${id}/${slot.id.slice(from.length + 1)}`, body: { connection: slot.body.connection } }));
  }
}

const shown = (id: string, title: string, kind: Environment['kind']): Environment => ({
  id,
  title,
  kind,
  color: kind === 'production' ? 'red' : 'blue',
  tenant: tenantIn(id),
});

const titleOf = (id: string): string => `${id.slice(0, 1).toUpperCase()}${id.slice(1).replaceAll('_', ' ')}`;

const taken = (message: string): ProblemError => new ProblemError(409, { code: 'environment.taken', path: '/id', message });
