/** Sign-in sessions, kept on the server under the hash of a random id: idle for 8 hours or 24 hours old, they end. */
import { createHash, randomBytes } from 'node:crypto';
import type { Json } from '../../flows/flow.ts';
import type { Documents } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';
import type { People } from './people.ts';
import { homeTenant, type Viewer } from './viewer.ts';

const idle = 8 * 3_600_000;
const absolute = 24 * 3_600_000;
/** Being seen is written down at most this often. */
const seenEvery = 60_000;

interface Session {
  person: string;
  createdAt: number;
  seenAt: number;
}

export interface Sessions {
  /** Opens a session; the answer is the secret for the cookie, kept nowhere. */
  open(viewer: Viewer): Promise<string>;
  /** Who holds this session now; undefined when it ended or never was. */
  read(secret: string): Promise<Viewer | undefined>;
  close(secret: string): Promise<void>;
}

export function sessionsOf(deps: { documents: Documents; clock: Pick<Clock, 'now'>; people: Pick<People, 'find'> }): Sessions {
  const { documents, clock, people } = deps;
  const remove = (id: string) => documents.put(homeTenant, [{ kind: 'session', id, body: null }], clock.now());

  return {
    async open(viewer) {
      const secret = randomBytes(32).toString('base64url');
      const at = clock.now();
      await documents.put(homeTenant, [{ kind: 'session', id: hashOf(secret), rev: 0, body: { person: viewer.id, createdAt: at, seenAt: at } }], at);
      return secret;
    },
    async read(secret) {
      const id = hashOf(secret);
      const kept = await documents.get<Session & Json>(homeTenant, 'session', id);
      if (!kept) return undefined;
      const now = clock.now();
      const { person, createdAt, seenAt } = kept.body;
      if (now - seenAt > idle || now - createdAt > absolute) {
        await remove(id);
        return undefined;
      }
      // A session closed meanwhile must stay closed: the revision keeps this note from bringing it back.
      if (now - seenAt > seenEvery) await documents.put(homeTenant, [{ kind: 'session', id, rev: kept.rev, body: { person, createdAt, seenAt: now } }], now);
      return people.find(person);
    },
    async close(secret) {
      await remove(hashOf(secret));
    },
  };
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
