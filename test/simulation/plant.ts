/** Plants one bug as the code is loaded: `node --import test/simulation/plant.ts` with BUG in the environment. The product has no switch for it. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';

interface Bug {
  edits: { file: string; find: string; replace: string }[];
}

const name = process.env['BUG'] ?? '';
const { edits } = JSON.parse(readFileSync(join(import.meta.dirname, 'bugs', `${name}.json`), 'utf8')) as Bug;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const here = edits.filter(({ file }) => url.endsWith(`/${file}`));
    if (here.length === 0) return loaded;
    let text = String(loaded.source);
    for (const { file, find, replace } of here) {
      if (text.split(find).length !== 2) throw new Error(`bug ${name} no longer fits ${file}: "${find}" must stand there once`);
      text = text.replace(find, () => replace);
    }
    return { ...loaded, source: text };
  },
});
