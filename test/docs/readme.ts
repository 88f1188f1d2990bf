/** Reads the README as its tests need it: blocks by file name, tables, links, calls. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const readme = readFileSync(join(root, 'README.md'), 'utf8');

export interface Block {
  language: string;
  /** File the block stands for; empty when it names none. */
  file: string;
  text: string;
}

export const blocks: Block[] = [...readme.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```$/gm)].map((match) => ({
  language: match[1]!,
  file: match[2]!,
  text: match[3]!,
}));

export function blockOf(file: string): string {
  const block = blocks.find((one) => one.file === file);
  if (!block) throw new Error(`README.md has no block named ${file}; name it behind its language, as in \`\`\`json ${file}`);
  return block.text;
}

/** Rows of the table below a heading, each as its cells. */
export function tableUnder(heading: string): string[][] {
  const section = readme.split(new RegExp(`^## ${heading}$`, 'm'))[1]?.split(/^## /m)[0];
  if (section === undefined) throw new Error(`README.md has no heading "${heading}"`);
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** Calls of the curl examples: method and path, variables as they stand. */
export const calls = blocks
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => [...text.matchAll(/^curl(?: -X (\w+))? "?\$HUB(\/[^\s"?]*)/gm)])
  .map((match) => ({ method: (match[1] ?? 'GET').toLowerCase(), path: match[2]! }));

export const links = [...readme.matchAll(/(!?)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
  .map((match) => ({ isPicture: match[1] === '!', path: match[2]! }))
  .filter(({ path }) => !/^\w+:/.test(path));
