/** Commands about flows: deploy, export, import. */
import { writeFile } from 'node:fs/promises';
import { ProblemError } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';
import type { DeployAnswer, FlowDetail, ShipAsk } from '../http/api.ts';
import { CommandRefused, type HubClient } from './hub-client.ts';
import { read } from './validate.ts';

/** Saves the drawing as the flow's draft, whatever stood there. */
export async function importFlow(hub: HubClient, file: string): Promise<FlowDetail> {
  const { id, text } = await drawingOf(file);
  const path = `/api/flows/${id}`;
  const isKnown = await hub.ask('GET', path).then(
    () => true,
    (error: unknown) => {
      if (error instanceof CommandRefused && error.code === 'flow.not_found') return false;
      throw error;
    },
  );
  return isKnown ? hub.json('PUT', path, text, { 'if-match': '*' }) : hub.json('POST', '/api/flows', text);
}

/** Imports and deploys; nothing is saved when the drawing has problems. */
export async function deployFlow(hub: HubClient, file: string, ask: ShipAsk): Promise<DeployAnswer> {
  const { id, text } = await drawingOf(file);
  await hub.ask('POST', `/api/flows/${id}/validate`, text);
  await importFlow(hub, file);
  return hub.json('POST', `/api/flows/${id}/deploy`, ask);
}

/** Writes the drawing to a file, or gives its text back. */
export async function exportFlow(hub: HubClient, id: string, file?: string): Promise<string> {
  const { text } = await hub.ask('GET', `/api/flows/${encodeURIComponent(id)}/export`);
  if (file !== undefined) await writeFile(file, text);
  return text;
}

async function drawingOf(file: string): Promise<{ id: string; text: string }> {
  const bytes = await read(file);
  try {
    const { id } = (parseStrict(bytes) ?? {}) as { id?: unknown };
    if (typeof id !== 'string' || !/^[a-z][a-z0-9_]{0,47}$/.test(id))
      throw new CommandRefused('flow.required', `${file} names no flow: its "id" is missing or not a name.`);
    return { id, text: bytes.toString('utf8') };
  } catch (error) {
    if (error instanceof ProblemError) throw new CommandRefused(error.problems[0]?.code ?? 'json.invalid', `${file} cannot be read as a flow.`, error.problems);
    throw error;
  }
}
