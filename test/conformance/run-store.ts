import { describe } from 'vitest';
import { describeAccept } from './accept.ts';
import { describeClaims } from './claims.ts';
import { describeCommit } from './commit.ts';
import type { Open } from './home.ts';
import { describeLanes } from './lanes.ts';
import { describeOutbox } from './outbox.ts';
import { describePayloads } from './payloads.ts';
import { describeRequests } from './requests.ts';
import { describeSignals } from './signals.ts';

/** Every promise of RunStore, for any adapter that keeps runs. */
export function describeRunStore(name: string, open: Open): void {
  describe(`${name} keeps runs`, () => {
    for (const describePart of [
      describeAccept,
      describeCommit,
      describePayloads,
      describeClaims,
      describeSignals,
      describeRequests,
      describeOutbox,
      describeLanes,
    ])
      describePart(open);
  });
}
