import { mapping as words } from '../text/en/mapping.ts';
import type { Complaint } from './complaint.ts';
import { shown } from './shown.ts';
import type { Fix, Warning } from './warnings.ts';

/** What is wrong, in one line. */
export function titleOf(warning: Warning): string {
  const field = warning.row.key;
  switch (warning.kind) {
    case 'kind':
      return words.warn.kind(field, words.kinds[warning.wanted], words.kinds[warning.given]);
    case 'unit':
    case 'tax':
      return words.warn[warning.kind](field, warning.wanted, warning.given);
    case 'one-item':
      return words.warn.oneItem(field);
    case 'value':
    case 'many':
    case 'zeros':
    case 'empty':
      return words.warn[warning.kind](field);
  }
}

/** What makes us think so. */
export function detailOf(warning: Warning): string {
  switch (warning.kind) {
    case 'kind':
      return warning.example === undefined ? '' : words.detail.kind(shown(warning.example));
    case 'value':
      return `${complaintWords(warning.complaint)} ${words.detail.kind(shown(warning.example))}`;
    case 'one-item':
      return words.detail.oneItem;
    case 'empty':
      return words.detail.empty(warning.orders, warning.total);
    default:
      return words.detail[warning.kind];
  }
}

export function complaintWords(complaint: Complaint): string {
  switch (complaint.kind) {
    case 'kind':
      return words.warn.kind('', words.kinds[complaint.wanted], words.kinds[complaint.given]).trim();
    case 'long':
      return words.detail.long(complaint.most);
    case 'low':
    case 'high':
      return words.detail[complaint.kind](complaint.bound);
    case 'choice':
      return words.detail.choice(complaint.choices);
    case 'form':
      return words.detail.form(complaint.wanted);
    default:
      return words.detail[complaint.kind];
  }
}

/** What the button says. */
export const fixWords = ({ kind, text, lossy }: Fix): string => `${words.fixes[kind](text)}${lossy ? ` (${words.lossy})` : ''}`;
