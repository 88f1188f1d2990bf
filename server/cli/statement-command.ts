/** `hub statement read`: bank files to one line of JSON each, without a hub and whatever their size. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { CsvProfile } from '../../flows/documents/statement/csv/csv-profile.ts';
import { csvProfile } from '../../flows/documents/statement/csv/csv-profiles.ts';
import { readProfile } from '../../flows/documents/statement/csv/read-profile.ts';
import { detect } from '../../flows/documents/statement/detect.ts';
import { readBankFile } from '../../flows/documents/statement/read-bank-file.ts';
import { readStatements } from '../../flows/documents/statement/read-statements.ts';
import { reportEntry, reportHead } from '../../flows/documents/statement/report.ts';
import type { StatementHead } from '../../flows/documents/statement/statement.ts';
import { ProblemError } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';
import { read } from './validate.ts';

export interface StatementOptions {
  profile?: string;
  /** Writes text as it comes; the line end of each file is part of it. */
  write(text: string): Promise<void> | void;
  /** Told every hundred thousand entries. */
  progress?(words: string): void;
}

/** Reads each file and writes its line; answers whether all could be read. */
export async function readStatementFiles(files: string[], { profile, write, progress }: StatementOptions): Promise<boolean> {
  const chosen = profile === undefined ? undefined : await profileOf(profile);
  let areFine = true;
  for (const file of files) {
    try {
      await readFile(file, chosen, write, progress);
    } catch (error) {
      areFine = false;
      await write(`${JSON.stringify({ file, error: errorOf(error) })}\n`);
    }
  }
  return areFine;
}

/** A shipped profile by its id, or one's own by its file. */
async function profileOf(name: string): Promise<CsvProfile> {
  return /[./\\]/.test(name) ? readProfile(parseStrict(await read(name))) : csvProfile(name);
}

interface Summary {
  head: StatementHead;
  report: ReturnType<typeof reportHead>;
}

/** Twice through the file: balances and warnings are known only at its end and stand before the entries, and nothing is written of a file that breaks off. */
async function readFile(
  file: string,
  profile: CsvProfile | undefined,
  write: StatementOptions['write'],
  progress: StatementOptions['progress'],
): Promise<void> {
  const kind = profile === undefined ? detect(await beginOf(file)).kind : 'csv';
  if (kind.startsWith('pain')) {
    const { read: _read, ...report } = await readBankFile(await read(file));
    await write(`${JSON.stringify({ file, ...report })}\n`);
    return;
  }
  const events = () => readStatements(createReadStream(file, { highWaterMark: 64 * 1024 }), profile === undefined ? {} : { profile });
  const summaries: Summary[] = [];
  let head: StatementHead | undefined;
  let entries = 0;
  for await (const event of events()) {
    if (event.kind === 'open') head = event.head;
    else if (event.kind === 'close' && head !== undefined) summaries.push({ head, report: reportHead(head, event) });
    else if (++entries % 100_000 === 0) progress?.(`${file}: ${entries} entries`);
  }

  let at = 0;
  let text = `${JSON.stringify({ file, format: summaries[0]?.head.format ?? kind }).slice(0, -1)},"statements":[`;
  let isFirst = true;
  for await (const event of events()) {
    const report = summaries[at]?.report;
    if (event.kind === 'open') {
      text += `${at > 0 ? ',' : ''}${JSON.stringify(report).slice(0, -1)},"entries":[`;
      isFirst = true;
    } else if (event.kind === 'entry') {
      text += `${isFirst ? '' : ','}${JSON.stringify(reportEntry(event.entry, report?.currency ?? ''))}`;
      isFirst = false;
    } else {
      text += ']}';
      at++;
    }
    if (text.length > 64 * 1024) {
      await write(text);
      text = '';
    }
  }
  await write(`${text}]}\n`);
}

async function beginOf(file: string): Promise<Uint8Array> {
  const handle = await open(file).catch((cause: NodeJS.ErrnoException) => {
    throw new ProblemError(404, { code: 'file.unreadable', path: '', message: `${file} cannot be read (${cause.code}).` });
  });
  try {
    const buffer = Buffer.alloc(16 * 1024);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function errorOf(error: unknown): { code: string; detail: string; line: number | null } {
  if (!(error instanceof ProblemError)) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { code: 'file.unreadable', detail: message, line: null };
  }
  const [problem] = error.problems;
  const line = /^(\d+):\d+$/.exec(problem?.path ?? '')?.[1];
  return { code: problem?.code ?? 'refused', detail: error.message, line: line === undefined ? null : Number(line) };
}

/** The same for people: one line per statement. */
export function statementWords(line: string): string {
  const answer = JSON.parse(line) as {
    file: string;
    format?: string;
    error?: { code: string; detail: string; line: number | null };
    statements?: {
      account: string | null;
      currency: string | null;
      opening: string | null;
      closing: string | null;
      warnings: { detail: string }[];
      entries: unknown[];
    }[];
  };
  if (answer.error) return `${answer.file}: ${answer.error.detail} (${answer.error.code})`;
  const statements = (answer.statements ?? []).map(
    ({ account, currency, opening, closing, warnings, entries }) =>
      `  ${account ?? 'unknown account'} ${currency ?? ''} ${opening ?? '?'} → ${closing ?? '?'}, ${entries.length} entries${warnings.map(({ detail }) => `\n    ${detail}`).join('')}`,
  );
  return [`${answer.file}: ${answer.format}, ${statements.length} statements`, ...statements].join('\n');
}
