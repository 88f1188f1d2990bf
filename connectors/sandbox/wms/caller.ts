import { callerOf } from '../connect.ts';

/** How the simulated warehouse is called: it honours our key. */
export const caller = callerOf('Sandbox warehouse', 'idempotency-key');
