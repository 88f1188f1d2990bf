import type { FlowDetail, FlowSummary } from '../../server/http/api.ts';
import { dayOf } from '../show/moment.ts';
import { en } from '../text/en.ts';
import type { RunSearch } from './filter.ts';

/** What a filter's value is called: titles for ids, days for instants. */
export function valueWords(field: keyof RunSearch, value: string, flows: FlowSummary[], flow: FlowDetail | undefined): string {
  switch (field) {
    case 'status':
      return en.status[value as keyof typeof en.status].toLowerCase(); // the filter lets known states in only
    case 'flow':
      return flows.find((known) => known.id === value)?.title ?? value;
    case 'node':
      return flow?.flow.nodes[value]?.title ?? value;
    case 'span':
      return en.runs.spans[value as keyof typeof en.runs.spans] ?? value; // an unknown span is shown as it stands in the address
    case 'from':
    case 'to':
      return dayOf(value);
    default:
      return value;
  }
}
