/** A way an invoice leaves by. A connector offers it; `send_invoice` decides which one is taken. */
import type { Identifier, Invoice } from '../../flows/documents/invoice/invoice.ts';
import type { ChannelName } from '../../flows/documents/outgoing/channels.ts';
import type { Through } from '../node-type.ts';

export interface Parcel {
  number: string;
  invoice: Invoice;
  /** Whom it is for on a network: scheme and value, as BT-49 has it. */
  participant?: Identifier;
  /** Where a mail goes to. */
  email?: string;
  /** What stands above it; the channel's own words when left out. */
  subject?: string;
  /** Name of the document's kind on a network. */
  documentType: string;
  /** The original, as issued. */
  xml: Uint8Array;
  /** The hybrid PDF; made where it is asked for. */
  pdf(): Promise<{ name: string; content: Uint8Array }>;
  /** Done once under this key by whoever honours one. */
  key: string;
  /** Instant the step began, ms. */
  since: number;
}

/** What the receiver calls it, and in words what it did. */
export interface Taken {
  id: string;
  because: string;
}

export interface InvoiceChannel {
  name: ChannelName;
  /** The receiver does a repeated hand-over once. Where it does not, a lost answer may mean a second copy. */
  honoursKey: boolean;
  /** Whether this buyer takes this kind of document there. Throws ConnectorError. */
  lookup?(by: Through, participant: Identifier, documentType: string): Promise<{ reachable: boolean; because: string }>;
  /** Hands it over. Throws ConnectorError. */
  submit(by: Through, parcel: Parcel): Promise<Taken>;
}
