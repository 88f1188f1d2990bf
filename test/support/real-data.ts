/** Documents of real systems, kept beside the repository; tests that need them say so when they are not there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../flows/flow.ts';

const dir = join(import.meta.dirname, '../../../shared/data');

export const hasRealData = existsSync(dir);

/** Why a suite is passed over, for its name; empty when it is not. */
export const whySkipped = hasRealData ? '' : ` (passed over: there is no ${dir})`;

export const realText = (file: string): string => readFileSync(join(dir, file), 'utf8');

export const realJson = (file: string): JsonObject => JSON.parse(realText(file)) as JsonObject;
