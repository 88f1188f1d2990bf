/** Who looks, and what they did. */
import type { Json } from '../../../flows/flow.ts';
import type { Role } from './basics.ts';

/** GET /api/me */
export interface Me {
  id: string;
  email: string;
  name: string;
  role: Role;
  demo: boolean;
  environment: 'Demo' | 'Test' | 'Production';
  version: string;
  /** A backup was put back and nobody has ended the review yet. */
  review?: { backupAt: string; restoredAt: string };
}

/** POST /api/session; answers Me and sets the cookie. */
export interface SignInAsk {
  email: string;
  password: string;
}

/** POST /api/tokens; `token` is shown this once. */
export interface TokenInfo {
  id: string;
  name: string;
  role: Role;
  createdAt: string;
  expiresAt: string;
  token?: string;
}

/** GET /api/audit */
export interface AuditInfo {
  seq: number;
  at: string;
  by: { id: string; name: string };
  what: string;
  on: string;
  reason?: string;
  before?: Json;
  after?: Json;
}
