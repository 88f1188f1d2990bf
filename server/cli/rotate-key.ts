/** Puts another master key in force on a running hub of this machine. */
import { KeyRefused, openMasterKey } from '../access/master-key.ts';
import { CommandRefused, type HubClient } from './hub-client.ts';

export interface Rotated {
  file: string;
  from: string;
  to: string;
  /** The key was made just now. */
  made: boolean;
}

/** The key is durable in its file before the store needs it. */
export async function rotateKey(hub: HubClient, file: string, reason: string | undefined): Promise<Rotated> {
  const made = keyIn(file);
  const answer = await hub.json<{ from: string; to: string }>('POST', '/api/key/rotate', { file, ...(reason === undefined ? {} : { reason }) });
  return { file, ...answer, made };
}

function keyIn(file: string): boolean {
  try {
    return openMasterKey({ create: file, mustExist: false }).said !== undefined;
  } catch (error) {
    if (error instanceof KeyRefused) throw new CommandRefused('key.refused', error.message);
    throw error;
  }
}
