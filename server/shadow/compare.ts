/** A run of a shadow beside its live one: where they part, and what would have been called otherwise. Pure. */
import { canonicalJson } from '../../flows/canonical.ts';
import type { Json } from '../../flows/flow.ts';
import type { Run, Step } from '../engine/events.ts';
import type { RunHead } from '../engine/ports.ts';
import type { ShadowDifference } from '../http/api.ts';

export interface Side {
  head: RunHead;
  run: Run;
  /** What each effect was asked to do, by step id; absent ones are not compared. */
  requests: ReadonlyMap<string, Json>;
}

/** Two ends of one wait count as the same within this, ms: each run reaches it in its own time. */
const tolerance = 5_000;

export function compare(live: Side, shadow: Side): ShadowDifference[] {
  const [visits, others] = [visitsOf(live.run), visitsOf(shadow.run)];
  const pairs = [...visits].flatMap(([name, step]) => {
    const other = others.get(name);
    return other ? [{ step, other }] : [];
  });
  return [
    ...pathOf(live, visits, shadow, others),
    ...pairs.flatMap(({ step, other }) => dueOf(step, other)),
    ...callsOf(live, visits, shadow, others),
    ...pairs.flatMap(({ step, other }) => requestOf(live, step, shadow, other)),
    ...errorsOf(visits, others),
    ...moneyOf(live.head, shadow.head),
  ];
}

/** Visits by node and how often it was visited before: drawings with another way to a node name its steps otherwise. */
function visitsOf({ steps, trigger }: Run): Map<string, Step> {
  const met = new Map<string, number>();
  const visits = new Map<string, Step>();
  for (const step of steps.values()) {
    if (step.id === trigger) continue;
    const count = met.get(step.node) ?? 0;
    met.set(step.node, count + 1);
    visits.set(`${step.node} ${count}`, step);
  }
  return visits;
}

/** The first step that differs, in the order of the live run, then of the shadow: what the other has not reached yet may still come. */
function pathOf(live: Side, visits: Map<string, Step>, shadow: Side, others: Map<string, Step>): ShadowDifference[] {
  for (const [name, step] of visits) {
    const other = others.get(name);
    if (!other && isOver(shadow.head)) return [{ kind: 'path', node: step.node, live: step.port ?? step.status }];
    if (other && step.status === 'completed' && other.status === 'completed' && step.port !== other.port)
      return [{ kind: 'path', node: step.node, live: step.port ?? '', shadow: other.port ?? '' }];
  }
  if (!isOver(live.head)) return [];
  for (const [name, { node, port, status }] of others) if (!visits.has(name)) return [{ kind: 'path', node, shadow: port ?? status }];
  if (isOver(shadow.head) && live.head.status !== shadow.head.status)
    return [{ kind: 'path', node: live.run.trigger, live: live.head.status, shadow: shadow.head.status }];
  return [];
}

function dueOf({ node, wait }: Step, { wait: other }: Step): ShadowDifference[] {
  const [live, shadow] = [wait?.until, other?.until];
  if (live === undefined || shadow === undefined || Math.abs(live - shadow) <= tolerance) return [];
  return [{ kind: 'due', node, live: new Date(live).toISOString(), shadow: new Date(shadow).toISOString() }];
}

function callsOf(live: Side, visits: Map<string, Step>, shadow: Side, others: Map<string, Step>): ShadowDifference[] {
  const only = (mine: Map<string, Step>, theirs: Map<string, Step>) => [...mine].filter(([name, step]) => step.effect && !theirs.get(name)?.effect);
  return [
    ...(isOver(live.head) ? only(others, visits).map(([, { id, node }]) => ({ kind: 'made' as const, node, shadow: shadow.requests.get(id) ?? null })) : []),
    ...(isOver(shadow.head) ? only(visits, others).map(([, { id, node }]) => ({ kind: 'not-made' as const, node, live: live.requests.get(id) ?? null })) : []),
  ];
}

function requestOf(live: Side, step: Step, shadow: Side, other: Step): ShadowDifference[] {
  const [asked, would] = [live.requests.get(step.id), shadow.requests.get(other.id)];
  if (!step.effect || !other.effect || asked === undefined || would === undefined) return [];
  // Its own number in a request is no difference.
  const said = canonicalJson(would).replaceAll(shadow.head.id, live.head.id);
  return said === canonicalJson(asked) ? [] : [{ kind: 'body', node: step.node, live: asked, shadow: would }];
}

function errorsOf(visits: Map<string, Step>, others: Map<string, Step>): ShadowDifference[] {
  return [...others].flatMap(([name, { node, error, status }]) => {
    const known = visits.get(name)?.error;
    if (status !== 'failed' || !error || known?.code === error.code) return [];
    return [{ kind: 'error' as const, node, ...(known ? { live: known.message } : {}), shadow: error.message }];
  });
}

function moneyOf(live: RunHead, shadow: RunHead): ShadowDifference[] {
  if (live.amount === shadow.amount && live.currency === shadow.currency) return [];
  return [{ kind: 'money', node: '', live: sum(live), shadow: sum(shadow) }];
}

/** Minor units and currency, as heads keep them. */
const sum = ({ amount = '', currency = '' }: RunHead): string => `${amount} ${currency}`.trim();

/** It stands for good, or until a person acts. */
const isOver = ({ status }: RunHead): boolean => status === 'completed' || status === 'canceled' || status === 'parked';
