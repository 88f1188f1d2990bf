import type { DeliveryInfo } from '../../server/http/api.ts';
import { en } from '../text/en.ts';

export type Outcome = 'refused' | 'duplicate' | 'accepted' | 'ignored';

/** What became of a message. */
export function outcomeOf(delivery: DeliveryInfo): Outcome {
  if (delivery.status >= 400) return 'refused';
  if (delivery.duplicate) return 'duplicate';
  return delivery.runs.length > 0 ? 'accepted' : 'ignored';
}

/** The same in words. */
export const outcomeWords: Record<Outcome, string> = {
  refused: en.deliveries.turned,
  duplicate: en.deliveries.duplicate,
  accepted: en.deliveries.accepted,
  ignored: en.deliveries.ignored,
};

/** A body as a person reads it: JSON with its fields below each other, anything else as it came. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
