/** A hub from a copy of the sources, changed as the README tells: its files written, its entries made. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../../server/config.ts';
import { openLog } from '../../server/log.ts';
import { type Block, root } from './readme.ts';

const token = 'readme-token-0123456789abcdef';

/** Puts an import above the others, and the name into the list that the file exports. */
function enter(file: string, change: string): void {
  const added = change.split('\n').filter((line) => line.startsWith('+'));
  const imports = added.filter((line) => line.startsWith('+import ')).map((line) => line.slice(1));
  const names = added.filter((line) => !line.startsWith('+import ')).map((line) => line.slice(1).trim());
  const before = readFileSync(file, 'utf8');
  const after = before.replace(/^(export const \w+: \w+\[\] = \[)/m, `$1${names.join(' ')} `);
  if (after === before) throw new Error(`${file} exports no list to enter ${names.join(' ')} into`);
  writeFileSync(file, `${imports.join('\n')}\n${after}`);
}

export async function hubFromReadme(changes: Block[]) {
  mkdirSync(join(root, 'test/out'), { recursive: true });
  // Inside the tree, so that the copy finds node_modules.
  const copy = mkdtempSync(join(root, 'test/out/readme-'));
  const remove = (): void => rmSync(copy, { recursive: true, force: true });
  try {
    for (const folder of ['flows', 'nodes', 'connectors', 'server']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
    for (const { language, file, text } of changes) {
      const place = join(copy, file);
      mkdirSync(dirname(place), { recursive: true });
      if (language === 'diff') enter(place, text);
      else writeFileSync(place, text);
    }
    const { openHub } = (await import(pathToFileURL(join(copy, 'server/hub.ts')).href)) as typeof import('../../server/hub.ts');
    const config: Config = {
      port: 0,
      host: '127.0.0.1',
      dataDir: join(copy, 'data'),
      role: 'all',
      mongodbUrl: undefined,
      redisUrl: undefined,
      hubKey: undefined,
      hubKeyFile: undefined,
      adminEmail: undefined,
      adminPassword: undefined,
      adminToken: token,
      demo: true,
      environment: undefined,
      egressAllow: [],
      logLevel: 'silent',
    };
    const hub = await openHub(config, openLog('silent'), 'readme');
    return {
      async call<T>(method: string, path: string, body?: string): Promise<{ status: number; body: T }> {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const answer = await fetch(`${hub.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
        return { status: answer.status, body: (await answer.json()) as T };
      },
      async close() {
        await hub.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
