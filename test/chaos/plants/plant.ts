/**
 * Planted bugs: each breaks one promise of the hub as it is loaded, so that the kill test must turn red.
 * Used as `node --import test/chaos/plants/plant.ts` with PLANT in the environment; the product has no switch for it.
 */
import { registerHooks } from 'node:module';
import { powerPlants, plants as usual } from './plants.ts';

const plants = { ...usual, ...powerPlants };
const name = process.env['PLANT'] ?? '';
const plant = plants[name];
if (!plant) throw new Error(`there is no plant "${name}"; choose one of ${Object.keys(plants).join(', ')}`);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const changes = plant.filter((one) => url.endsWith(one.file));
    if (changes.length === 0) return loaded;
    let text = String(loaded.source);
    for (const { file, find, replace } of changes) {
      if (text.split(find).length !== 2) throw new Error(`plant ${name} no longer fits ${file}: "${find}" must stand there once`);
      text = text.replace(find, () => replace);
    }
    return { ...loaded, source: text };
  },
});
