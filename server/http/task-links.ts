/**
 * Links by which somebody without an account answers one task, once. A token is signed, so that guessing asks no store;
 * of a token only its hash is kept. What a task was answered by is noted on the task itself: that decides whether a link is used.
 */
import { type Json, ProblemError } from '../../flows/flow.ts';
import { hashOfToken, newMark, taskIn, tokenFor } from '../access/task-token.ts';
import { homeOf, type Viewer } from '../access/viewer.ts';
import type { TaskDoc } from '../engine/ports.ts';
import type { TaskLinkInfo } from './api.ts';
import type { AppDeps } from './deps.ts';
import { iso } from './run-info.ts';

interface Kept {
  task: string;
  for: string;
  until: number;
  by?: string;
  usedAt?: number;
  revokedAt?: number;
}

export interface Link extends Kept {
  id: string;
}

export interface Opened {
  task: TaskDoc;
  link: Link;
}

export type TaskLinks = ReturnType<typeof taskLinksOf>;

const kind = 'task-link';
const ended = ({ status }: TaskDoc): boolean => status === 'completed' || status === 'canceled';
/** Who answered, as a task notes it. */
export const outsiderOf = ({ id, for: name }: Link): { id: string; name: string } => ({ id: `link:${id}`, name: `${name} (by link)` });

export function taskLinksOf({ documents, reads, clock, audit, environments, linkKey }: AppDeps) {
  const keyOf = (): Buffer => {
    if (linkKey) return linkKey;
    throw new ProblemError(409, {
      code: 'link.no_key',
      path: '',
      message: 'Links are signed with the master key, and this hub has none. Set HUB_KEY or HUB_KEY_FILE.',
    });
  };
  const docId = (task: string, hash: string): string => `${task}.${hash}`;

  /** The link as kept, or the one its flow gives away before anybody has touched it. */
  async function find(task: TaskDoc, hash: string): Promise<Link | undefined> {
    const kept = await documents.get<Kept & Json>(homeOf(task.tenant), kind, docId(task.id, hash));
    if (kept) return { ...(kept.body as Kept), id: hash };
    if (!task.link || !linkKey || hashOfToken(tokenFor(linkKey, task.id)) !== hash) return undefined;
    return { id: hash, task: task.id, ...task.link };
  }

  /** A token does not say in which environment its task is. */
  async function taskOf(id: string): Promise<TaskDoc | undefined> {
    for (const { tenant } of environments.list()) {
      const task = await reads.task(tenant, id);
      if (task) return task;
    }
    return undefined;
  }

  const isUsed = (task: TaskDoc, { id, usedAt }: Link): boolean =>
    usedAt !== undefined || task.completedById === `link:${id}` || task.first?.byId === `link:${id}`;

  function statusOf(task: TaskDoc, link: Link): TaskLinkInfo['status'] {
    if (isUsed(task, link)) return 'used';
    if (link.revokedAt !== undefined) return 'revoked';
    return link.until <= clock.now() ? 'expired' : 'open';
  }

  const infoOf = (task: TaskDoc, link: Link): TaskLinkInfo => ({
    id: link.id,
    for: link.for,
    status: statusOf(task, link),
    expires: iso(link.until),
    ...(link.by === undefined ? {} : { by: link.by }),
    ...(link.usedAt === undefined ? {} : { usedAt: iso(link.usedAt) }),
  });

  const putOf = ({ id, ...kept }: Link) => ({ kind, id: docId(kept.task, id), body: { ...kept } });

  return {
    /** Where a token is opened by a person. */
    addressOf: (origin: string, token: string): string => `${origin}/t/${token}`,

    async make(viewer: Viewer, task: TaskDoc, ask: { for: string; until: number }, requestId: string): Promise<TaskLinkInfo & { token: string }> {
      if (ended(task)) throw new ProblemError(409, { code: `task.${task.status}`, path: '', message: `This task is ${task.status} already.` });
      if (ask.until <= clock.now()) throw new ProblemError(422, { code: 'link.expires', path: '/expires', message: 'The end of the link must lie ahead.' });
      const token = tokenFor(keyOf(), task.id, newMark());
      const link: Link = { id: hashOfToken(token), task: task.id, by: viewer.name, ...ask };
      const entry = { by: viewer, what: 'task.link_made', on: `task/${task.id}`, after: { for: ask.for, expires: iso(ask.until) }, requestId };
      await audit.commit(task.tenant, entry, [putOf(link)]);
      return { ...infoOf(task, link), token };
    },

    async list(task: TaskDoc): Promise<TaskLinkInfo[]> {
      const { items } = await documents.list<Kept & Json>(homeOf(task.tenant), kind, { prefix: `${task.id}.`, limit: 100 });
      const kept = items.map(({ id, body }): Link => ({ ...(body as Kept), id: id.slice(task.id.length + 1) }));
      const flows = task.link && linkKey ? hashOfToken(tokenFor(linkKey, task.id)) : undefined;
      const given = flows === undefined || kept.some(({ id }) => id === flows) ? undefined : await find(task, flows);
      return [...(given ? [given] : []), ...kept].map((link) => infoOf(task, link));
    },

    async revoke(viewer: Viewer, task: TaskDoc, id: string, requestId: string): Promise<TaskLinkInfo> {
      const link = await find(task, id);
      if (!link) throw new ProblemError(404, { code: 'link.not_found', path: '', message: 'This task has no such link.' });
      if (link.revokedAt !== undefined) return infoOf(task, link);
      const next: Link = { ...link, revokedAt: clock.now() };
      await audit.commit(task.tenant, { by: viewer, what: 'task.link_revoked', on: `task/${task.id}`, after: { for: link.for }, requestId }, [putOf(next)]);
      return infoOf(task, next);
    },

    /** Somebody was given it; it may have ended since. */
    isSigned: (token: string): boolean => linkKey !== undefined && taskIn(linkKey, token) !== undefined,

    /** Throws ProblemError 404 for a token nobody signed, 410 with the reason for one that no longer opens anything. */
    async open(token: string): Promise<Opened> {
      const signed = linkKey && taskIn(linkKey, token);
      const task = signed && (await taskOf(signed.task));
      const link = task && (await find(task, hashOfToken(token)));
      if (!task || !link)
        throw new ProblemError(404, { code: 'link.unknown', path: '', message: 'This link is not valid. Check that it was copied as a whole.' });
      const gone = (code: string, message: string) => new ProblemError(410, { code, path: '', message });
      const status = statusOf(task, link);
      if (status === 'used') throw gone('link.used', 'This was answered with this link already. A link is good for one answer.');
      if (status === 'revoked') throw gone('link.revoked', 'This link was taken back. Ask whoever sent it for a new one.');
      if (status === 'expired') throw gone('link.expired', `This link ended on ${iso(link.until).slice(0, 10)}. Ask whoever sent it for a new one.`);
      if (ended(task) || task.first) throw gone('link.answered', 'Somebody has answered this meanwhile, or it is no longer needed.');
      return { task, link };
    },

    /** Remembers that it was used, also where the answer is sent back later. */
    async use({ task, link }: Opened): Promise<void> {
      await documents.put(homeOf(task.tenant), [putOf({ ...link, usedAt: clock.now() })], clock.now());
    },
  };
}
