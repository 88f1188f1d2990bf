/** API tokens for automation: shown once, kept as a hash, with a role and an end. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Json } from '../../flows/flow.ts';
import type { Documents } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';
import type { Audit } from './audit.ts';
import { homeTenant, type Role, type Viewer } from './viewer.ts';

interface Token {
  name: string;
  role: Role;
  by: string;
  createdAt: number;
  expiresAt: number;
}

export interface TokenInfo {
  id: string;
  name: string;
  role: Role;
  createdAt: string;
  expiresAt: string;
}

export interface Tokens {
  create(by: Viewer, ask: { name: string; role: Role; days: number }): Promise<TokenInfo & { token: string }>;
  list(): Promise<TokenInfo[]>;
  /** False when there was none. */
  revoke(by: Viewer, id: string): Promise<boolean>;
  read(token: string): Promise<Viewer | undefined>;
}

/** `adminToken` is HUB_ADMIN_TOKEN: an admin that needs no store. */
export function tokensOf(deps: { documents: Documents; clock: Pick<Clock, 'now'>; audit: Audit; adminToken?: string }): Tokens {
  const { documents, clock, audit } = deps;
  const admin = deps.adminToken ? hashOf(deps.adminToken) : undefined;

  return {
    async create(by, ask) {
      const token = `olt_${randomBytes(32).toString('base64url')}`;
      const id = idOf(token);
      const at = clock.now();
      const body: Token = { name: ask.name, role: ask.role, by: by.id, createdAt: at, expiresAt: at + ask.days * 86_400_000 };
      await audit.commit(homeTenant, { by, what: 'token.created', on: `token/${id}`, after: { name: ask.name, role: ask.role } }, [
        { kind: 'token', id, rev: 0, body: { ...body } },
      ]);
      return { ...infoOf(id, body), token };
    },
    async list() {
      const page = await documents.list<Token & Json>(homeTenant, 'token', { limit: 1_000 });
      return page.items.map(({ id, body }) => infoOf(id, body));
    },
    async revoke(by, id) {
      const kept = await documents.get<Token & Json>(homeTenant, 'token', id);
      if (!kept) return false;
      await audit.commit(homeTenant, { by, what: 'token.revoked', on: `token/${id}`, before: { name: kept.body.name } }, [{ kind: 'token', id, body: null }]);
      return true;
    },
    async read(token) {
      if (admin && timingSafeEqual(hashOf(token), admin)) {
        return { tenant: homeTenant, id: 'token:admin', name: 'Admin token', email: '', role: 'admin' };
      }
      const id = idOf(token);
      const kept = await documents.get<Token & Json>(homeTenant, 'token', id);
      if (!kept || kept.body.expiresAt <= clock.now()) return undefined;
      return { tenant: homeTenant, id: `token:${id}`, name: kept.body.name, email: '', role: kept.body.role };
    },
  };
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
const idOf = (token: string): string => hashOf(token).toString('hex').slice(0, 32);

const infoOf = (id: string, token: Token): TokenInfo => ({
  id,
  name: token.name,
  role: token.role,
  createdAt: new Date(token.createdAt).toISOString(),
  expiresAt: new Date(token.expiresAt).toISOString(),
});
