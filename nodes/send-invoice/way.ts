/** Asks law, network and buyer by which ways an invoice may go. */
import type { Customer } from '../../flows/documents/customer.ts';
import type { Identifier, Invoice } from '../../flows/documents/invoice/invoice.ts';
import { type ChannelAsk, type ChannelChoice, type ChannelName, decide } from '../../flows/documents/outgoing/channels.ts';
import { lawFor } from '../../flows/documents/outgoing/law.ts';
import { throughOf } from '../invoice-fields.ts';
import { objectOf, textOf } from '../json-fields.ts';
import { ConnectorError, type EffectTurn } from '../node-type.ts';

export interface Way {
  invoice: Invoice;
  chain: ChannelChoice[];
  /** Set up, and out of the question for this buyer. */
  skipped: ChannelChoice[];
  documentType: string;
  participant?: Identifier;
  email?: string;
}

export async function chooseWay(turn: EffectTurn, invoice: Invoice): Promise<Way> {
  const { config } = turn;
  const customer = objectOf(config['customer']) as Partial<Customer>; // its wish is one of a few words, or none
  const law = lawFor({
    seller: invoice.seller?.address?.country ?? '',
    buyer: invoice.buyer?.address?.country ?? '',
    to: (textOf(config['to']) ?? 'b2b') as 'b2b', // its schema names them
    size: (textOf(config['size']) ?? 'small') as 'small',
    day: invoice.issueDate ?? '',
  });
  const participant = participantOf(invoice, customer);
  const documentType = documentTypeOf(invoice);
  const email = customer.email ?? invoice.buyer?.contact?.email ?? (invoice.buyer?.endpoint?.scheme === 'EM' ? invoice.buyer.endpoint.value : undefined);
  const offered = offeredBy(turn);
  const network = offered.includes('network') ? await reachOf(turn, participant, documentType) : undefined;
  const preference = customer.invoicing?.channel;
  const ask: ChannelAsk = {
    offered,
    ...(law === undefined ? {} : { law }),
    ...(network === undefined ? {} : { network }),
    ...(email === undefined ? {} : { email }),
    ...(preference === undefined ? {} : { preference }),
  };
  const { chain, out } = decide(ask);
  return {
    invoice,
    chain,
    skipped: out.filter(({ channel }) => offered.includes(channel)),
    documentType,
    ...(participant === undefined ? {} : { participant }),
    ...(email === undefined ? {} : { email }),
  };
}

function offeredBy({ config }: EffectTurn): ChannelName[] {
  const bySlot = (['platform', 'network', 'email'] as const).filter((name) => textOf(config[name]) !== undefined);
  const byUs = (['portal', 'paper'] as const).filter((name) => config[name] === true);
  return [...bySlot, ...byUs];
}

/** A mail address is an address too, but none on a network. */
function participantOf({ buyer }: Invoice, { peppolId }: Partial<Customer>): Identifier | undefined {
  const [, scheme, value] = /^(\w+):(.+)$/.exec(peppolId ?? '') ?? [];
  if (scheme !== undefined && value !== undefined) return { scheme, value };
  return buyer?.endpoint?.value === undefined || buyer.endpoint.scheme === 'EM' ? undefined : buyer.endpoint;
}

/** A network that does not answer is asked as often as patience lasts; then the next way is taken. */
async function reachOf(turn: EffectTurn, participant: Identifier | undefined, documentType: string): Promise<NonNullable<ChannelAsk['network']>> {
  if (participant === undefined) return { reachable: false, because: 'the buyer has no address on the network' };
  const by = await throughOf(turn, textOf(turn.config['network']) ?? '');
  if (by.channel?.lookup === undefined)
    throw new ConnectorError(
      'config.invalid',
      `${by.connection.connector} is no access point — bind another connection to slot "${String(turn.config['network'])}"`,
    );
  try {
    return await by.channel.lookup(by, participant, documentType);
  } catch (error) {
    if (!(error instanceof ConnectorError) || turn.attempt < Number(turn.config['patience'] ?? 4)) throw error;
    return { reachable: false, because: `the network was asked ${turn.attempt} times in vain: ${error.message}` };
  }
}

/** As Peppol names what a receiver can take. */
function documentTypeOf({ typeCode, profile = '' }: Invoice): string {
  const kind = typeCode === '381' ? 'CreditNote' : 'Invoice';
  return `urn:oasis:names:specification:ubl:schema:xsd:${kind}-2::${kind}##${profile}::2.1`;
}
