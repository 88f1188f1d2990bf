import { useQueries } from '@tanstack/react-query';
import type { ReviewItem } from '../../server/http/api.ts';
import { useConnectors } from '../api/connectors.ts';
import { flowQuery } from '../api/flow.ts';
import { receiverOf } from './receiver.ts';

/** Names the receiver of a held call, as its flow is deployed now; reads each flow once. */
export function useReceivers(items: readonly ReviewItem[]): (item: ReviewItem) => string | undefined {
  const connectors = useConnectors().data ?? [];
  const ids = [...new Set(items.map(({ flow }) => flow))];
  const flows = useQueries({ queries: ids.map(flowQuery) });
  return ({ flow, node }) => receiverOf(flows[ids.indexOf(flow)]?.data?.deployed?.flow, node, connectors);
}
