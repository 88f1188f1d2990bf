/** What countries ask of an invoice between them, by day. Data with source: dates move, whoever relies on one checks it again. */
import laws from './laws.json' with { type: 'json' };

export type BuyerKind = 'b2b' | 'b2g' | 'b2c';

export interface Law {
  country: string;
  /** Whom a sale is to. */
  to: BuyerKind;
  /** First day it is in force. */
  from: string;
  /** The only way left; absent where it only asks to be able to receive. */
  channel?: 'network' | 'platform';
  /** No invoice before the authority has numbered it. */
  clearance?: true;
  formats: string[];
  words: string;
  source: string;
  /** Day it was last looked up. */
  checked: string;
  /** Not certain yet. */
  verify?: true;
  /** Holds for sellers of this size only, until the rule for all of them follows. */
  size?: 'large' | 'medium';
}

export interface Sale {
  seller: string;
  buyer: string;
  to: BuyerKind;
  /** ISO day of issue. */
  day: string;
  /** Size of the seller, where the law tells them apart; small when left out. */
  size?: 'large' | 'medium' | 'small';
}

const table = laws as Law[]; // our own table, held by its test

/** The rule in force for a sale; the latest one that has begun. Only sales inside one country are ruled yet. */
export function lawFor({ seller, buyer, to, day, size = 'small' }: Sale): Law | undefined {
  if (seller !== buyer) return undefined;
  const holds = (law: Law): boolean => law.size === undefined || law.size === size || (law.size === 'medium' && size === 'large');
  return table
    .filter((law) => law.country === seller && law.to === to && law.from <= day && holds(law))
    .sort((one, other) => one.from.localeCompare(other.from))
    .at(-1);
}

/** The whole table, for screens and docs. */
export const allLaws: readonly Law[] = table;
