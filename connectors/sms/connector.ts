import { restConnector } from '../rest/define-rest.ts';
import type { Manifest } from '../rest/manifest.ts';
import manifest from './manifest.json' with { type: 'json' };

/** A gateway for text messages. Our key goes along, and since not every gateway honours it, a step says what a lost answer means. */
export const sms = restConnector(manifest as unknown as Manifest); // a test checks it
