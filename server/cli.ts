/** `npm run hub -- <command>`. */
import { runCommand } from './cli/program.ts';

const args = process.argv.slice(2);
const code = await runCommand(args, { env: process.env, write: (line) => console.log(line), writeError: (line) => console.error(line) });
// A started hub goes on; every other command is over.
if (args[0] !== 'start' || code !== 0) process.exitCode = code;
