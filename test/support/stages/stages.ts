import { shared } from '../../services/shared.ts';
import { memoryStage } from './memory-stage.ts';
import { mongoStage } from './mongo-stage.ts';
import type { Stage } from './stage.ts';

/** Both profiles' ways of keeping runs; without a server for the second the reason is printed. Close them after the last test. */
export async function openStages(): Promise<Stage[]> {
  const server = await shared('mongo');
  return [memoryStage, ...(server.url === undefined ? [] : [mongoStage(server.url)])];
}
