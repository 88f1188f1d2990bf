import { callerOf } from '../connect.ts';

/** How the simulated ERP is called: it honours our key. */
export const caller = callerOf('Sandbox ERP', 'idempotency-key');
