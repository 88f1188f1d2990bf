/**
 * Planted bugs: each breaks one promise of the hub as it is loaded, so that the kill test must turn red.
 * Used as `node --import test/chaos/plants/plant.ts` with PLANT in the environment; the product has no switch for it.
 */
import { registerHooks } from 'node:module';
import { plants } from './plants.ts';

const name = process.env['PLANT'] ?? '';
const plant = plants[name];
if (!plant) throw new Error(`there is no plant "${name}"; choose one of ${Object.keys(plants).join(', ')}`);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const change = plant.find((one) => url.endsWith(one.file));
    if (!change) return loaded;
    const text = String(loaded.source);
    if (text.split(change.find).length !== 2) throw new Error(`plant ${name} no longer fits ${change.file}: "${change.find}" must stand there once`);
    return { ...loaded, source: text.replace(change.find, () => change.replace) };
  },
});
