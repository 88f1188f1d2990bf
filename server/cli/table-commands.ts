/** Commands about lookup tables: out as CSV, in from CSV. */
import { writeFile } from 'node:fs/promises';
import type { TableImport } from '../http/api.ts';
import type { HubClient } from './hub-client.ts';
import { read } from './validate.ts';

const pathOf = (id: string): string => `/api/tables/${encodeURIComponent(id)}`;

/** Writes a table to a file, or gives its text back. */
export async function exportTable(hub: HubClient, id: string, file?: string): Promise<string> {
  const { text } = await hub.ask('GET', `${pathOf(id)}/export`);
  if (file !== undefined) await writeFile(file, text);
  return text;
}

export interface ImportOptions {
  merge?: true;
  dryRun?: true;
  title?: string;
  key?: string;
}

/** Takes the rows of a CSV file, whatever stood in the table; nothing is changed when a cell is bad. */
export async function importTable(hub: HubClient, id: string, file: string, { merge, dryRun, title, key }: ImportOptions): Promise<TableImport> {
  const csv = (await read(file)).toString('utf8');
  const ask = {
    csv,
    mode: merge ? 'merge' : 'replace',
    dryRun: dryRun === true,
    message: `Imported from ${file}`.slice(0, 400),
    ...(title === undefined ? {} : { title }),
    ...(key === undefined ? {} : { key }),
  };
  return hub.json('POST', `${pathOf(id)}/import`, ask, { 'if-match': '*' });
}

/** What an import did or would do, for the terminal. */
export function importWords(id: string, { dryRun, changes, version }: TableImport): string {
  const { added, changed, removed, same } = changes;
  const counts = `${added} rows added, ${changed} changed, ${removed} removed, ${same} as they were`;
  return dryRun ? `${id} would have ${counts}. Nothing is changed.` : `${id} is at version ${version}: ${counts}.`;
}
