import type { DeliveriesAsk } from '../api/deliveries.ts';

/** The page's address: what is asked for, and which message is open. */
export interface DeliverySearch extends DeliveriesAsk {
  id?: string;
}

const texts = ['endpoint', 'key', 'id'] as const;
const instants = ['from', 'to'] as const;

/** Reads the address; what makes no sense there is left out. */
export function readSearch(raw: Record<string, unknown>): DeliverySearch {
  const given = (name: string, fits: (value: string) => boolean): [string, string][] => {
    const value = typeof raw[name] === 'number' ? String(raw[name]) : raw[name];
    return typeof value === 'string' && value !== '' && fits(value) ? [[name, value]] : [];
  };
  return {
    ...(raw['refused'] ? { refused: true as const } : {}),
    ...Object.fromEntries([
      ...texts.flatMap((name) => given(name, () => true)),
      ...instants.flatMap((name) => given(name, (at) => !Number.isNaN(Date.parse(at)))),
    ]),
  };
}

/** The question to the hub, without which message is open. */
export function askOf({ id: _, ...ask }: DeliverySearch): DeliveriesAsk {
  return ask;
}

/** True when something narrows the list besides the switch for refused ones. */
export const isNarrowed = ({ endpoint, key, from, to }: DeliverySearch): boolean => [endpoint, key, from, to].some((each) => each !== undefined);
