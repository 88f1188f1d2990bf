/**
 * A planted fault: a call whose body says `"poison":"kill"` ends the whole process, as a library that aborts does.
 * Used as `node --import test/chaos/load-deadly.ts`; the product itself has no way to die of a message.
 */
import { registerHooks } from 'node:module';

const file = 'nodes/http-request.ts';
const find = "const method = String(config['method'] ?? 'GET');\n    const url";
const replace = `if ((config['body'] as JsonObject | undefined)?.['poison'] === 'kill') process.kill(process.pid, 'SIGKILL');\n    ${find}`;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(file)) return loaded;
    const text = String(loaded.source);
    if (text.split(find).length !== 2) throw new Error(`the deadly call no longer fits ${file}`);
    return { ...loaded, source: text.replace(find, () => replace) };
  },
});
