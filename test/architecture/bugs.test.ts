import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Bug {
  title: string;
  breaks: string;
  profile: 'distributed' | 'embedded' | 'both';
  edits: { file: string; find: string; replace: string }[];
}

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'test/simulation/bugs');
const bugs = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ name: file.slice(0, -'.json'.length), ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Bug) }));

const sourceOf = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('bugs planted in the simulation', () => {
  it('are many, and no two are the same', () => {
    expect(bugs.length).toBeGreaterThanOrEqual(20);
    expect(new Set(bugs.map(({ edits, profile }) => JSON.stringify([profile, edits]))).size).toBe(bugs.length);
  });

  it.each(bugs)('$name says what was done, what it breaks and where', ({ title, breaks, profile, edits }) => {
    expect(title).not.toBe('');
    expect(breaks.length).toBeGreaterThan(100);
    expect(['distributed', 'embedded', 'both']).toContain(profile);
    expect(edits.length).toBeGreaterThan(0);
    for (const { file, find, replace } of edits) {
      expect(file).toMatch(/^server\/(engine|adapters)\/.+(?<!\.test)\.ts$/);
      expect(replace).not.toBe(find);
    }
  });

  it.each(bugs)('$name fits the code it is planted in, and what comes of it can be loaded', ({ edits }) => {
    const texts = new Map<string, string>();
    for (const { file, find, replace } of edits) {
      const text = texts.get(file) ?? sourceOf(file);
      expect(sourceOf(file).split(find), `${file}: ${find}`).toHaveLength(2);
      expect(text.split(find), `${file} after the edits before: ${find}`).toHaveLength(2);
      texts.set(file, text.split(find).join(replace));
    }
    for (const text of texts.values()) expect(() => stripTypeScriptTypes(text)).not.toThrow();
  });
});
