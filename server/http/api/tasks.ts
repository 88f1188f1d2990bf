/** Work for people, inside the hub and outside. */
import type { Json, JsonObject } from '../../../flows/flow.ts';

/** GET /api/tasks */
export interface TaskInfo {
  id: string;
  title: string;
  role: string;
  status: 'open' | 'claimed' | 'completed' | 'canceled';
  runId: string;
  flow: string;
  flowTitle: string;
  node: string;
  key: string;
  createdAt: string;
  due?: string;
  /** Email of the one person it is for. */
  assignee?: string;
  claimedBy?: string;
  /** Whom the claimer stands in for. */
  claimedFor?: string;
  /** The viewer has claimed it. */
  mine: boolean;
  /** It belongs to somebody the viewer stands in for. */
  for?: string;
  /** What the viewer may do with it now. */
  can: TaskAct[];
  /** A second, different person must confirm the answer. */
  fourEyes: boolean;
  /** What the first of two answered: it needs a second person. */
  first?: { by: string; for?: string; at: string; answer: Json };
  /** The second person did not agree. */
  sentBack?: { by: string; at: string; reason: string };
  reminded: string[];
  escalated: { at: string; role: string }[];
  completedBy?: string;
  confirmedBy?: string;
  completedAt?: string;
  form: JsonObject;
  data?: Json;
  answer?: Json;
}

export type TaskAct = 'claim' | 'release' | 'complete' | 'confirm';

/** GET|PUT /api/me/deputy: who stands in for me, and whom I stand in for now. */
export interface DeputyInfo {
  mine: { name: string; email: string; from: string; until: string } | null;
  for: { name: string; email: string }[];
}

/** PUT /api/me/deputy */
export interface DeputyAsk {
  email: string;
  from?: string;
  until: string;
}

/** GET /api/tasks/{id}/links: ways for somebody without an account to answer once. */
export interface TaskLinkInfo {
  id: string;
  for: string;
  status: 'open' | 'used' | 'revoked' | 'expired';
  expires: string;
  /** Who made it; absent for the one its flow gives away. */
  by?: string;
  usedAt?: string;
}

/** POST /api/tasks/{id}/link; `url` is shown this once. */
export interface TaskLinkMade extends TaskLinkInfo {
  url: string;
}

/** GET /api/t/{token}: all that somebody outside sees of a task. */
export interface OutsideTask {
  title: string;
  for: string;
  expires: string;
  due?: string;
  form: JsonObject;
  data?: Json;
}

/** POST /api/tasks/{id}/complete */
export interface CompleteAsk {
  answer: Json;
}
