/** What the API asks of shipping; server/hub hands in who answers. */
import type { Viewer } from '../access/viewer.ts';
import type { DeployPreview, MoveAnswer } from './api.ts';

export interface Ship {
  /** Of the draft where no version is named. Throws ProblemError 404 for what is unknown. */
  preview(viewer: Viewer, flow: string, version?: string): Promise<DeployPreview>;
  /** Asks every waiting run of another version that is safe to move to the one deployed. Throws ProblemError 409 where none is. */
  moveSafe(viewer: Viewer, flow: string, reason: string): Promise<MoveAnswer>;
}
