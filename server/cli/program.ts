/** The commands of `npm run hub -- …`. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { ProblemError } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';
import type { AuditInfo, FlowDetail, Page, RunInfo, SignalAnswer } from '../http/api.ts';
import { diffFiles, diffVersions, diffWithHub, diffWords } from './diff-command.ts';
import { deployFlow, exportFlow, importFlow } from './flow-commands.ts';
import { CommandRefused, type HubClient, hubClient } from './hub-client.ts';
import { isSendable, validateInvoiceFile, validationWords } from './invoice-command.ts';
import { matchFiles, matchHelp, matchWords } from './match-command.ts';
import { openOut, tableOf } from './out.ts';
import { restore } from './restore.ts';
import { rotateKey } from './rotate-key.ts';
import { readStatementFiles, statementWords } from './statement-command.ts';
import { exportTable, type ImportOptions, importTable, importWords } from './table-commands.ts';
import { validateFiles, wordsOf } from './validate.ts';

export interface Terminal {
  env: NodeJS.ProcessEnv;
  write(line: string): void;
  writeError(line: string): void;
  /** Writes text of any length without ending the line, waiting for whoever reads; absent where lines are enough. */
  writePart?(text: string): Promise<void>;
  call?: typeof fetch;
}

/** Runs one command line; answers with the exit code: 0 done, 1 refused, 2 wrongly called. */
export async function runCommand(args: string[], terminal: Terminal): Promise<number> {
  const { env } = terminal;
  const out = openOut(args.includes('--json'), terminal.write, terminal.writeError);
  const hub = (): HubClient => hubClient(env, terminal.call);
  let code = 0;

  const program = new Command('hub')
    .description('Works with flows and runs of an Orderloom hub. HUB_URL and HUB_TOKEN say which hub and as whom.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.write(text.trimEnd()), writeErr: (text) => terminal.writeError(text.trimEnd()) });
  const command = (name: string, description: string): Command => program.command(name).description(description).option('--json', 'answer as one line of JSON');

  command('start', 'start the hub').action(async () => {
    await import('../main.ts');
  });

  command('validate <files...>', 'check flow files, without a hub').action(async (files: string[]) => {
    const checked = await validateFiles(files, (env['EGRESS_ALLOW'] ?? '').split(',').filter(Boolean));
    if (checked.some(({ ok }) => !ok)) code = 1;
    out.say(checked, checked.map(wordsOf).join('\n'));
  });

  command('test <flows...>', 'run the tests of flows: of a running hub by id, of files without one').action(async (names: string[]) => {
    const { hasFailed, linesOf, testFlows } = await import('./test-flows.ts');
    const tested = await testFlows(names, hub);
    if (hasFailed(tested)) code = 1;
    out.say(tested, tested.flatMap(linesOf).join('\n'));
  });

  command('deploy <file>', 'save a flow file and deploy it')
    .option('--pause', 'deploy it paused: orders are kept, none is started')
    .option('--message <text>', 'what changes, for the list of versions')
    .option('--move', 'move waiting orders of older versions that are safe to move')
    .action(async (file: string, options: { pause?: true; message?: string; move?: true }) => {
      const { pause, message, move } = options;
      const ask = { ...(pause ? { pause } : {}), ...(message === undefined ? {} : { message }), ...(move ? { move: 'safe' as const } : {}) };
      const flow = await deployFlow(hub(), file, ask);
      const moved = flow.moved ? ` ${flow.moved.asked} waiting orders were asked to move, ${flow.moved.stay} stay.` : '';
      out.say(flow, `${flow.flow.id} version ${flow.deployed?.number} is deployed${flow.paused ? ', paused' : ''}.${moved}`);
    });

  command('export <id>', 'write the drawing of a flow to a file or to the terminal')
    .option('--out <file>', 'file to write')
    .action(async (id: string, { out: file }: { out?: string }) => {
      const text = await exportFlow(hub(), id, file);
      if (file === undefined) terminal.write(text.trimEnd());
      else out.say({ id, file }, `${id} is written to ${file}.`);
    });

  command('import <file>', "save a flow file as the flow's draft")
    .option('--deploy', 'deploy it too')
    .action(async (file: string, { deploy }: { deploy?: true }) => {
      const flow: FlowDetail = deploy ? await deployFlow(hub(), file, { message: 'Imported' }) : await importFlow(hub(), file);
      const open = flow.problems.length > 0 ? ` It has ${flow.problems.length} problems to solve before deploy.` : '';
      out.say(flow, `${flow.flow.id} is saved${deploy ? ` and deployed as version ${flow.deployed?.number}` : ''}.${open}`);
    });

  command('diff <flow-or-file> [file]', 'say what differs between two versions of a flow, a file and what is live, or two files')
    .option('--from <version>', 'number or hash of a version, or "draft"; what is live when absent')
    .option('--to <version>', 'the same; the draft when absent')
    .action(async (one: string, other: string | undefined, { from, to }: { from?: string; to?: string }) => {
      const versions = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      const diff =
        other !== undefined ? await diffFiles(one, other) : /[./]/.test(one) ? await diffWithHub(hub(), one, from) : await diffVersions(hub(), one, versions);
      if (!diff.same) code = 1;
      out.say(diff, diffWords(diff));
    });

  command('table-export <id>', 'write a lookup table as CSV to a file or to the terminal')
    .option('--out <file>', 'file to write')
    .action(async (id: string, { out: file }: { out?: string }) => {
      const text = await exportTable(hub(), id, file);
      if (file === undefined) terminal.write(text.trimEnd());
      else out.say({ id, file }, `${id} is written to ${file}.`);
    });

  command('table-import <id> <file>', 'take the rows of a lookup table from a CSV file')
    .option('--merge', 'keep rows that the file does not have')
    .option('--dry-run', 'only say what would change')
    .option('--title <text>', 'title of a new table')
    .option('--key <column>', 'column that finds the rows of a new table; the first when absent')
    .action(async (id: string, file: string, options: ImportOptions) => {
      const done = await importTable(hub(), id, file, options);
      out.say(done, importWords(id, done));
    });

  const statement = program.command('statement').description('read bank files');
  statement
    .command('read <files...>')
    .description('read camt.052/053/054, MT940/942, BAI2 and CSV, without a hub')
    .option('--json', 'answer as one line of JSON per file')
    .option('--profile <id-or-file>', 'how the CSV is written: plain, german_camt, nordic, or a JSON file; told by its headings when absent')
    .action(async (files: string[], { json, profile }: { json?: true; profile?: string }) => {
      let line = '';
      const gather = (text: string): void => {
        line += text;
        if (!line.endsWith('\n')) return;
        terminal.write(json ? line.trimEnd() : statementWords(line));
        line = '';
      };
      const progress = (words: string): void => terminal.writeError(words);
      const write = json && terminal.writePart ? terminal.writePart : gather;
      if (!(await readStatementFiles(files, { write, progress, ...(profile === undefined ? {} : { profile }) }))) code = 1;
    });

  const invoice = program.command('invoice').description('work with e-invoices');
  invoice
    .command('validate <files...>')
    .description('hold UBL and CII invoices against EN 16931 and Peppol BIS Billing 3, without a hub')
    .option('--json', 'answer as one line of JSON per file')
    .option('--packs <folder>', 'compiled rule packs (*.sef.json) whose answer stands beside ours; EINVOICE_PACKS when absent, saxon-js needed')
    .action(async (files: string[], { json, packs = env['EINVOICE_PACKS'] }: { json?: true; packs?: string }) => {
      for (const file of files) {
        const answer = await validateInvoiceFile(file, packs || undefined);
        if (!isSendable(answer)) code = 1;
        terminal.write(json ? JSON.stringify(answer) : validationWords(answer));
      }
    });

  program
    .command('match')
    .description('say which open items payments pay, and why, without a hub')
    .option('--json', 'answer as one line of JSON per payment')
    .requiredOption('--items <file>', 'open items and customers')
    .requiredOption('--payments <file>', 'payments')
    .addHelpText('after', matchHelp)
    .action(async ({ items, payments, json }: { items: string; payments: string; json?: true }) => {
      const answers = await matchFiles(items, payments);
      for (const line of json ? answers.map((answer) => JSON.stringify(answer)) : [matchWords(answers)]) terminal.write(line);
    });

  command('runs', 'list runs, newest first')
    .option('--key <key>', 'order, invoice or customer number')
    .option('--status <status>', 'running, waiting, parked, completed, canceled; several with commas')
    .option('--flow <id>', 'flow')
    .option('--limit <n>', 'at most so many', '50')
    .action(async ({ key, status, flow, limit }: Record<string, string | undefined>) => {
      const asked = Object.entries({ key, status, flow, limit }).filter((entry): entry is [string, string] => entry[1] !== undefined);
      const page = await hub().json<Page<RunInfo>>('GET', `/api/runs?${new URLSearchParams(asked)}`);
      const rows = page.items.map((run) => [
        run.id,
        run.status,
        run.flow,
        run.keys.join(' '),
        run.startedAt,
        run.reason ?? run.at.map(({ title }) => title).join(', '),
      ]);
      out.say(page, rows.length === 0 ? 'No runs.' : tableOf([['RUN', 'STATUS', 'FLOW', 'KEYS', 'STARTED', 'WHERE OR WHY'], ...rows]));
    });

  command('signal <name> <key>', 'send a signal to the runs that wait for it')
    .option('--data <json>', 'what it carries', 'null')
    .option('--id <id>', 'its own id: the same id counts once')
    .action(async (name: string, key: string, { data, id }: { data: string; id?: string }) => {
      const answer = await hub().json<SignalAnswer>('POST', '/api/signals', { name, key, data: parseStrict(data), ...(id === undefined ? {} : { id }) });
      out.say(answer, answer.duplicate ? 'This signal came before; nothing changes.' : `Sent; ${answer.woken.length} runs woken.`);
    });

  command('backup <file>', 'write a backup of the running hub to a new file').action(async (file: string) => {
    const written = await hub().json<{ file: string; bytes: number }>('POST', '/api/backup', { file: resolve(file) });
    out.say(written, `${written.bytes} bytes are written to ${written.file}. Keep the master key apart from it.`);
  });

  command('key <act>', 'rotate: put another master key in force; the one in --to, or a new one made there')
    .requiredOption('--to <file>', "file of the new key, on the hub's machine")
    .option('--reason <text>', 'for the audit')
    .action(async (act: string, { to, reason }: { to: string; reason?: string }) => {
      if (act !== 'rotate') throw new CommandRefused('command.unknown', `There is no "key ${act}". Try "key rotate --to <file>".`);
      const rotated = await rotateKey(hub(), resolve(to), reason);
      out.say(
        rotated,
        [
          `Master key ${rotated.to} is in force, ${rotated.from} is not any more.${rotated.made ? ` It was made at ${rotated.file}.` : ''}`,
          `Start every process with HUB_KEY_FILE=${rotated.file} from now on, or put it in the place of the file used so far.`,
          'Keep the former key as long as you keep backups from before: they need it.',
        ].join('\n'),
      );
    });

  command('restore <file>', 'put a backup back, while no hub is running')
    .option('--data-dir <dir>', 'data directory', env['DATA_DIR'] ?? './data')
    .action(async (file: string, { dataDir }: { dataDir: string }) => {
      const restored = await restore(resolve(file), resolve(dataDir), new Date());
      out.say(
        restored,
        [
          `Restored into ${restored.dataDir}, as of ${restored.backupAt}.${restored.kept ? ` What stood there is kept as ${restored.kept}.` : ''}`,
          'What happened after that instant is unknown here. Start the hub and let the senders send again everything since: orders it knows are taken once.',
          'Effects that a receiver cannot recognise are held meanwhile. Compare GET /api/review with the receivers, skip what was done, then POST /api/review/resume.',
        ].join('\n'),
      );
    });

  command('move', 'move everything of an embedded hub into MongoDB, while no hub is running')
    .requiredOption('--to <mongodb-url>', 'an empty database')
    .option('--data-dir <dir>', 'data directory', env['DATA_DIR'] ?? './data')
    .action(async ({ to, dataDir }: { to: string; dataDir: string }) => {
      const { move } = await import('./move.ts');
      const taken = await move(dataDir, to, (words) => terminal.writeError(words));
      const words = `${taken.run} runs, ${taken.delivery} deliveries, ${taken.signal} signals, ${taken.task} tasks and ${taken.document} documents are moved.`;
      out.say(taken, `${words} Start with MONGODB_URL, REDIS_URL and the same master key (HUB_KEY_FILE=${resolve(dataDir)}.key).`);
    });

  command('audit', 'list who did what, or check that nothing was changed')
    .option('--verify', 'check the whole chain')
    .action(async ({ verify }: { verify?: true }) => {
      if (verify) {
        const answer = await hub().json<{ rows: number; broken?: { seq: number; why: string } }>('GET', '/api/audit/verify');
        if (answer.broken) code = 1;
        out.say(answer, answer.broken ? `The audit is broken: ${answer.broken.why}.` : `${answer.rows} rows, all as they were written.`);
        return;
      }
      const page = await hub().json<Page<AuditInfo>>('GET', '/api/audit?limit=50');
      out.say(page, tableOf(page.items.map(({ at, by, what, on, reason }) => [at, by.name, what, on, reason ?? ''])));
    });

  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommandRefused) {
      out.refuse(error);
      return 1;
    }
    if (error instanceof ProblemError) {
      out.refuse(new CommandRefused(error.problems[0]?.code ?? 'refused', error.message, error.problems));
      return 1;
    }
    const wrong = error as { code?: string; exitCode?: number };
    if (wrong.code?.startsWith('commander.')) return wrong.exitCode === 0 ? 0 : 2;
    throw error;
  }
}
