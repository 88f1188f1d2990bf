/** An open item as the system tells it that is master of it: that system says what is owed and by when, the hub what payments clear. */
export interface MirroredItem {
  /** The master's own id; stays for ever. */
  id: string;
  number: string;
  customer: string;
  currency: string;
  /** What was invoiced with tax, decimal string; negative for a credit note. */
  amount: string;
  date?: string;
  due?: string;
  /** Structured payment references issued for it. */
  references?: string[];
  /** Orders, deliveries and contracts it belongs to. */
  related?: string[];
  discount?: { amount: string; until: string };
  /** Rises with every change at the master: what is not newer is passed over. */
  version: number;
  /** `orderloom` when the change is our own coming back. */
  changedBy?: string;
  /** The master holds it for settled. */
  closed?: boolean;
}

/** What came of a synchronisation; conflicts are for a person, nobody's word is lost silently. */
export interface Mirrored {
  opened: number;
  amended: number;
  /** Nothing new. */
  known: number;
  /** Our own changes coming back. */
  echoes: number;
  conflicts: { id: string; code: string; detail: string }[];
}
