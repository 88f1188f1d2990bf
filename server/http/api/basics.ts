/** Shapes that every room of the API uses. */
import type { Problem } from '../../../flows/flow.ts';

export type RunStatus = 'running' | 'waiting' | 'parked' | 'completed' | 'canceled';
export type StepStatus = 'scheduled' | 'running' | 'waiting' | 'completed' | 'failed' | 'canceled';
export type Role = 'admin' | 'operator';

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** RFC 9457, `application/problem+json`. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  path?: string;
  requestId: string;
  problems?: Problem[];
}
