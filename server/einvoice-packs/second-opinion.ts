/**
 * What official rule packs say of an invoice, beside what we say. An operator puts compiled packs (`*.sef.json`) into a folder;
 * a name with UBL or CII in it is for that syntax. Nothing is loaded before it is asked for.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Validation } from '../../flows/documents/invoice/validate.ts';
import { engineFor, type Transform } from './engine.ts';
import { findingsOf, type PackFinding } from './report.ts';

export interface SecondOpinion {
  /** Why there is none, in words. */
  absent?: string;
  packs: string[];
  findings: PackFinding[];
  /** Rules that fired only here, or only there. */
  differences: { rule: string; only: 'ours' | 'packs' }[];
}

const none = (absent: string): SecondOpinion => ({ absent, packs: [], findings: [], differences: [] });

/** Never throws for what is missing or broken in the folder: that is the answer. The document was read by our reader before: it has no DOCTYPE. */
export async function secondOpinion(folder: string, document: string, { syntax, findings: ours }: Validation): Promise<SecondOpinion> {
  const files = await readdir(folder).catch(() => undefined);
  if (files === undefined) return none(`There is no folder ${folder}.`);
  const transform = engineFor(folder);
  if (transform === undefined) return none(`The package saxon-js is not installed: run npm install saxon-js in ${folder}, then ask again.`);
  const packs = files.filter((file) => file.endsWith('.sef.json') && isFor(file, syntax)).sort();
  if (packs.length === 0) return none(`${folder} holds no compiled pack for ${syntax}: ${sources(files)}`);
  const findings = (await Promise.all(packs.map((pack) => ask(transform, join(folder, pack), document)))).flat();
  return { packs, findings, differences: differences(ours, findings) };
}

const isFor = (file: string, syntax: 'UBL' | 'CII'): boolean => !/UBL|CII/i.test(file) || new RegExp(syntax, 'i').test(file);

const sources = (files: string[]): string =>
  files.some((file) => /\.xslt?$/.test(file))
    ? 'compile the XSLT in it with xslt3 -export:NAME.sef.json -nogo.'
    : 'put the official rules there, compiled to NAME.sef.json.';

const compiled = new Map<string, unknown>();

async function ask(transform: Transform, file: string, document: string): Promise<PackFinding[]> {
  try {
    const pack: unknown = compiled.get(file) ?? JSON.parse(await readFile(file, 'utf8'));
    compiled.set(file, pack);
    return findingsOf(transform({ stylesheetInternal: pack, sourceText: document, destination: 'serialized' }, 'sync').principalResult);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return [{ rule: 'einvoice.pack_failed', severity: 'fatal', path: '', message: `The pack could not judge this document: ${words}` }];
  }
}

function differences(ours: readonly { rule: string }[], theirs: readonly { rule: string }[]): SecondOpinion['differences'] {
  const [here, there] = [ours, theirs].map((findings) => new Set(findings.map(({ rule }) => rule))) as [Set<string>, Set<string>];
  return [
    ...[...here].filter((rule) => !there.has(rule)).map((rule) => ({ rule, only: 'ours' as const })),
    ...[...there].filter((rule) => !here.has(rule)).map((rule) => ({ rule, only: 'packs' as const })),
  ].sort((a, b) => (a.rule < b.rule ? -1 : 1));
}
