import { useSyncExternalStore } from 'react';
import type { OrderKind, PlacedOrder } from '../api/demo.ts';

export interface SessionOrder extends PlacedOrder {
  kind: OrderKind;
  at: string;
}

const place = 'orderloom.demo.orders';
const most = 30;

const kept = (): SessionOrder[] => {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? '[]') as SessionOrder[]; // written below
  } catch {
    return [];
  }
};

let orders: SessionOrder[] | undefined;
const listeners = new Set<() => void>();
const read = (): SessionOrder[] => {
  orders ??= kept();
  return orders;
};

/** Remembers an order placed in this tab, newest first. */
export function rememberOrder(order: SessionOrder): void {
  orders = [order, ...read()].slice(0, most);
  sessionStorage.setItem(place, JSON.stringify(orders));
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Orders placed in this tab, newest first. */
export const usePlacedOrders = (): SessionOrder[] => useSyncExternalStore(subscribe, read);
