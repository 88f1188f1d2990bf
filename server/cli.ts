/** `npm run hub -- <command>`. */
import { once } from 'node:events';
import { runCommand } from './cli/program.ts';

const args = process.argv.slice(2);
const writePart = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
};
const code = await runCommand(args, { env: process.env, write: (line) => console.log(line), writeError: (line) => console.error(line), writePart });
// A started hub goes on; every other command is over.
if (args[0] !== 'start' || code !== 0) process.exitCode = code;
