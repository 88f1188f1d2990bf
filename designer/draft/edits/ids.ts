import type { Flow } from '../../../flows/flow.ts';

/** An id nobody has yet, from a node type or another id: `wait_for`, `wait_for_2`. */
export function freshId(taken: object, wish: string): string {
  const base =
    wish
      .replace(/@\d+$/, '')
      .replace(/^.*\./, '')
      .replace(/_\d+$/, '')
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '_')
      .replace(/^[^a-z]+/, '')
      .slice(0, 44) || 'node';
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}_${n}`;
    if (!Object.hasOwn(taken, id) && !['constructor', 'prototype', '__proto__'].includes(id)) return id;
  }
}

/** Node ids and note ids share one canvas, and one set of names. */
export const takenIds = (flow: Flow): object => ({ ...flow.nodes, ...flow.notes });
