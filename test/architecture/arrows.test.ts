/** Holds the arrows of the tree: rooms import inward only, nothing goes in circles, the engine stays pure. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** room → rooms it may import from; the longest matching room counts. */
const allowed: Record<string, string[]> = {
  flows: [],
  nodes: ['flows'],
  connectors: ['flows', 'nodes', 'server/http/api.ts'],
  'server/engine': ['flows', 'nodes/node-type.ts'],
  'server/catalogue': ['flows', 'nodes/node-type.ts', 'server/engine', 'server/access'],
  'server/tables': ['flows', 'nodes/node-type.ts', 'server/engine', 'server/access', 'server/catalogue'],
  'server/access': ['flows', 'nodes/node-type.ts', 'server/engine'],
  'server/calendars': ['flows', 'server/engine', 'server/access'],
  'server/books': ['flows', 'server/engine'],
  'server/adapters': ['flows', 'nodes', 'server/engine', 'server/access', 'server/books'],
  'server/runs': ['server/access/viewer.ts', 'flows', 'nodes', 'server/engine', 'server/catalogue', 'server/http'],
  'server/ship': ['flows', 'nodes/node-type.ts', 'server/engine', 'server/access', 'server/catalogue', 'server/http'],
  'server/shadow': ['flows', 'nodes/node-type.ts', 'server/engine', 'server/access', 'server/adapters/system', 'server/catalogue', 'server/http'],
  'server/try': [
    ...[
      'flows',
      'nodes',
      'connectors',
      'server/engine',
      'server/access',
      'server/adapters',
      'server/books',
      'server/catalogue',
      'server/runs',
      'server/shadow',
      'server/http',
    ],
  ],
  'server/http': ['flows', 'nodes', 'connectors', 'server/engine', 'server/access', 'server/catalogue', 'server/calendars', 'server/tables', 'server/books'],
  designer: ['flows', 'server/http/api.ts'],
};

const sources = globSync('{flows,nodes,connectors,server,designer}/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !/\.test\.tsx?$|node_modules|\/dist\//.test(file),
);
const roomOf = (file: string): string | undefined =>
  Object.keys(allowed)
    .filter((room) => file.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];

function importsOf(file: string): { target: string; typeOnly: boolean }[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/gm)].map((match) => ({
    target: relative(root, join(root, dirname(file), (match[2] ?? match[3])!)),
    typeOnly: match[1] !== undefined,
  }));
}

describe('arrows point inward', () => {
  it.each(sources.filter((file) => roomOf(file) !== undefined))('%s', (file) => {
    const room = roomOf(file)!;
    for (const { target } of importsOf(file)) {
      const isInside = target.startsWith(`${room}/`);
      const isAllowed = allowed[room]!.some((other) => target === other || target.startsWith(`${other}/`));
      expect(isInside || isAllowed, `${file} may not import ${target}`).toBe(true);
    }
  });

  it('the designer takes types only from the server', () => {
    for (const file of sources.filter((one) => one.startsWith('designer/'))) {
      for (const { target, typeOnly } of importsOf(file)) if (target.startsWith('server/')) expect(typeOnly, `${file} → ${target}`).toBe(true);
    }
  });

  it('no imports go in circles', () => {
    const graph = new Map(
      sources.map((file) => [
        file,
        importsOf(file)
          .filter((one) => !one.typeOnly)
          .map((one) => one.target),
      ]),
    );
    const done = new Set<string>();
    const open: string[] = [];
    const visit = (file: string): void => {
      if (open.includes(file)) throw new Error(`circle: ${[...open.slice(open.indexOf(file)), file].join(' → ')}`);
      if (done.has(file)) return;
      open.push(file);
      for (const next of graph.get(file) ?? []) visit(next);
      open.pop();
      done.add(file);
    };
    for (const file of graph.keys()) visit(file);
  });
});

describe('the engine stays pure', () => {
  const forbidden =
    /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bset(?:Timeout|Interval|Immediate)\b|\brandomUUID\b|\bfetch\(|from '(?:express|bullmq|ioredis|mongodb|undici|node:(?:sqlite|fs|http|net|timers|worker_threads))/;
  it.each(sources.filter((file) => file.startsWith('server/engine/')))('%s knows no clock, chance, timer or driver', (file) => {
    expect(readFileSync(join(root, file), 'utf8')).not.toMatch(forbidden);
  });
});

describe('rooms have names', () => {
  it('there is no drawer', () => {
    const drawers = sources.filter((file) => /(^|\/)(utils?|helpers?|common|types|misc|lib|shared)(\/|\.tsx?$)/.test(file));
    expect(drawers).toEqual([]);
  });
});
