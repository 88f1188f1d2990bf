import { restConnector } from '../rest/define-rest.ts';
import type { Manifest } from '../rest/manifest.ts';
import manifest from './manifest.json' with { type: 'json' };

/** A channel of a chat that takes messages at a secret address. */
export const chat = restConnector(manifest as unknown as Manifest); // a test checks it
