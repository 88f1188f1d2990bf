/** What came in, and everything that shares a key. */
import type { Json } from '../../../flows/flow.ts';
import type { RunInfo } from './runs.ts';
import type { TaskInfo } from './tasks.ts';

/** GET /api/deliveries */
export interface DeliveryInfo {
  id: string;
  at: string;
  endpoint: string;
  status: number;
  code?: string;
  detail?: string;
  bytes: number;
  event?: string;
  key?: string;
  duplicate: boolean;
  runs: { flow: string; runId: string }[];
}

/** GET /api/orders/{key}: everything that shares the key. */
export interface CaseInfo {
  key: string;
  /** Further keys its runs carry. */
  keys: string[];
  runs: RunInfo[];
  signals: { id: string; name: string; key: string; data: Json; at: string }[];
  deliveries: DeliveryInfo[];
  tasks: TaskInfo[];
}
