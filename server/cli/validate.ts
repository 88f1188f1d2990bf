/** Checks flow files without a hub: everything a deploy checks except what only a hub knows. */
import { readFile } from 'node:fs/promises';
import { connectors } from '../../connectors/index.ts';
import { checkExpressions } from '../../flows/check-expressions.ts';
import { type Problem, ProblemError } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';
import { coreNodes } from '../../nodes/index.ts';
import { homeTenant } from '../access/viewer.ts';
import { checkUrls } from '../catalogue/check-urls.ts';
import { checkAll, errorsOf } from '../catalogue/checks.ts';
import { CommandRefused } from './hub-client.ts';

export interface Checked {
  file: string;
  ok: boolean;
  problems: Problem[];
}

/** Every file with its problems. */
export async function validateFiles(files: string[], egressAllow: string[] = []): Promise<Checked[]> {
  const nodeTypes = new Map([...coreNodes, ...connectors.flatMap(({ triggers, actions }) => [...triggers, ...actions])].map((type) => [type.type, type]));
  return Promise.all(
    files.map(async (file) => {
      try {
        const value = parseStrict(await read(file));
        const problems = await checkAll(value, {
          nodeTypes,
          tenant: homeTenant,
          checks: (_, flow) => [...checkExpressions(flow), ...checkUrls(flow, egressAllow)],
        });
        return { file, ok: errorsOf(problems).length === 0, problems };
      } catch (error) {
        if (error instanceof ProblemError) return { file, ok: false, problems: error.problems };
        throw error;
      }
    }),
  );
}

/** The bytes of a file named on the command line. */
export const read = (file: string): Promise<Buffer> =>
  readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new CommandRefused(
      'file.unreadable',
      cause.code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${cause.code ?? cause.message}).`,
    );
  });

/** Problems as lines under the file's name. */
export const wordsOf = ({ file, ok, problems }: Checked): string =>
  [
    `${ok ? 'ok     ' : 'refused'}  ${file}`,
    ...problems.map(({ path, message, code, severity }) => `  ${path || '/'}  ${severity === 'warning' ? 'warning: ' : ''}${message}  (${code})`),
  ].join('\n');
