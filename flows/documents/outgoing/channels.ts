/** By which way an invoice goes to its buyer: the first that applies, and what is left when that fails. */
import type { Customer } from '../customer.ts';
import type { Law } from './law.ts';

/** `platform`: of a state or one it approved; `network`: Peppol and its like; `paper` is a file to print. */
export const channelNames = ['platform', 'network', 'email', 'portal', 'paper'] as const;
export type ChannelName = (typeof channelNames)[number];

export interface ChannelAsk {
  /** Rule in force for this sale. */
  law?: Law;
  /** What the network says of the buyer; absent where nobody could be asked. */
  network?: { reachable: boolean; because: string };
  /** What the seller has set up. */
  offered: readonly ChannelName[];
  /** Where a mail goes to. */
  email?: string;
  preference?: NonNullable<Customer['invoicing']>['channel'];
}

export interface ChannelChoice {
  channel: ChannelName;
  because: string;
}

/** Ways in the order in which they are tried, and those that are out of the question. */
export interface ChannelPlan {
  chain: ChannelChoice[];
  out: ChannelChoice[];
}

const preferred: Record<string, readonly ChannelName[]> = { einvoice: ['network'], email: ['email'], paper: ['paper'], both: ['email', 'paper'] };

/** Law, then reach on the network, then the buyer's wish, then a mail, a portal, paper. */
export function decide({ law, network, offered, email, preference }: ChannelAsk): ChannelPlan {
  const out: ChannelChoice[] = [];
  const why = (channel: ChannelName): string | undefined => {
    if (!offered.includes(channel)) return 'it is not set up here';
    if (channel === 'network') return network?.reachable === true ? undefined : (network?.because ?? 'nobody could be asked whether the buyer is there');
    if (channel === 'email' && email === undefined) return 'the buyer has no mail address';
    return undefined;
  };
  const possible = (channel: ChannelName, because: string): ChannelChoice[] => {
    const no = why(channel);
    if (no === undefined) return [{ channel, because }];
    if (!out.some((one) => one.channel === channel)) out.push({ channel, because: no });
    return [];
  };
  if (law?.channel !== undefined) {
    const chain = possible(law.channel, law.words);
    return {
      chain,
      out: [
        ...out,
        ...channelNames.filter((name) => name !== law.channel).map((channel) => ({ channel, because: `the law asks for ${law.channel}: ${law.words}` })),
      ],
    };
  }
  const wishes = preferred[preference ?? ''] ?? [];
  const chain = [
    ...possible('network', network?.because ?? ''),
    ...wishes.flatMap((channel) => possible(channel, 'the buyer wishes it')),
    ...possible('email', 'an invoice as PDF with the data inside, by mail'),
    ...possible('portal', 'the buyer fetches it'),
    ...possible('paper', 'a file to print'),
  ];
  return { chain: chain.filter(({ channel }, at) => chain.findIndex((one) => one.channel === channel) === at), out };
}
