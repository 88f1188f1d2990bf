/** The list form of a run, with titles instead of ids. */
import { fromMinor } from '../../flows/money.ts';
import type { RunHead } from '../engine/ports.ts';
import type { RunInfo } from './api.ts';

export const iso = (at: number): string => new Date(at).toISOString();

export function runInfo(head: RunHead, flowTitle: string, nodeTitle: (node: string) => string): RunInfo {
  return {
    id: head.id,
    flow: head.flow,
    flowTitle,
    version: head.version,
    status: head.status,
    keys: head.keys,
    startedAt: iso(head.startedAt),
    updatedAt: iso(head.updatedAt),
    at: head.open.map((node) => ({ node, title: nodeTitle(node) })),
    ...(head.code === undefined ? {} : { code: head.code }),
    ...(head.reason === undefined ? {} : { reason: head.reason }),
    ...(head.endedAt === undefined ? {} : { endedAt: iso(head.endedAt) }),
    ...(head.wakeAt === undefined || head.status === 'running' ? {} : { wakeAt: iso(head.wakeAt) }),
    ...(head.amount === undefined || head.currency === undefined ? {} : { amount: fromMinor(BigInt(head.amount), head.currency) }),
    ...(head.parent === undefined ? {} : { parent: head.parent }),
  };
}
