/** A message that came in, as the deliveries page shows it. */
import { project } from '../access/project.ts';
import type { Viewer } from '../access/viewer.ts';
import type { DeliveryRow } from '../engine/reads.ts';
import type { DeliveryInfo } from './api.ts';
import { iso } from './run-info.ts';

export function deliveryInfo(viewer: Viewer, row: DeliveryRow): DeliveryInfo {
  return project(viewer, 'delivery', { ...row, at: iso(row.at), runs: row.runs.map(({ flow, runId }) => ({ flow, runId })) });
}
