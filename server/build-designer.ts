/** Builds the designer at start when its sources are newer than what was built; a hub without vite installed starts as it is. */
import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = join(root, 'designer/dist/index.html');

export async function buildDesigner(say: (line: string) => void): Promise<void> {
  if (!existsSync(join(root, 'node_modules/vite')) || isCurrent()) return;
  const free = await alone();
  try {
    if (!isCurrent()) await build(say);
  } finally {
    free();
  }
}

/** Waits while another process builds: two at once would empty each other's folder. A lock older than a minute is of a process that died. */
async function alone(): Promise<() => void> {
  const lock = join(root, 'node_modules/.designer-is-built');
  for (;;) {
    try {
      mkdirSync(lock);
      return () => rmSync(lock, { recursive: true, force: true });
    } catch {
      const age = existsSync(lock) ? Date.now() - statSync(lock).mtimeMs : 0;
      if (age > 60_000) rmSync(lock, { recursive: true, force: true });
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function build(say: (line: string) => void): Promise<void> {
  say('Building the designer; this takes some seconds after a change of its sources …');
  const began = performance.now();
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', 'designer', '--logLevel', 'warn'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('exit', resolve);
    child.on('error', () => resolve(1));
  });
  say(
    code === 0
      ? `The designer is built (${((performance.now() - began) / 1000).toFixed(1)} s).`
      : 'The designer could not be built; the API runs without it. "npm run build" shows why.',
  );
}

function isCurrent(): boolean {
  if (!existsSync(built)) return false;
  const at = statSync(built).mtimeMs;
  const sources = globSync('{designer,flows,nodes}/**/*.{ts,tsx,css,html,json}', {
    cwd: root,
    exclude: (path) => /(^|\/)(dist|node_modules)(\/|$)/.test(typeof path === 'string' ? path : String(path)),
  });
  return [...sources, 'package-lock.json', 'server/http/api.ts'].every((file) => !existsSync(join(root, file)) || statSync(join(root, file)).mtimeMs <= at);
}
