/** What a field on the left becomes on the right: as it is, in another unit, or as another kind. */
import type { Json } from '../../flows/flow.ts';
import { complaintOf } from './complaint.ts';
import { currencyNear } from './currency.ts';
import { accepts, castTo, fits } from './fit.ts';
import type { Row } from './rows.ts';
import type { Source } from './source.ts';
import type { Scope } from './source-path.ts';
import type { SourceNode } from './source-tree.ts';
import { isMinor, unitStep } from './units.ts';

export interface Brought {
  source: Source;
  cast: boolean;
  /** Nothing that matters is lost. */
  safe: boolean;
}

/** Undefined where the one cannot be made of the other. */
export function bring(row: Row, node: SourceNode, text: string, scope: Scope, tree: readonly SourceNode[]): Brought | undefined {
  const made = (by: string, safe = true): Brought => ({ source: { kind: 'expr', text: by }, cast: by !== text, safe });
  const unit = unitStep(row, node);
  if (unit) return made(unit.apply(text));
  if (row.kind === 'object' || !accepts(row.schema, node.kind)) return undefined;
  if (row.kind === 'currency') return isCode(node.example, 3) || node.kind === 'currency' ? made(text) : undefined;
  if (row.kind === 'country') return isCode(node.example, 2) || node.kind === 'country' ? made(text) : undefined;
  if (fits(node.kind, row.kind)) return asItIs(row, node, made, text);
  const currency = currencyNear(node.path, scope, tree);
  const amount = row.kind === 'money' && isMinor(node) ? `${text} / 100` : text;
  const cast = castTo(row.kind, node.kind, amount, node.example, currency);
  return cast && made(cast.text, cast.safe);
}

function asItIs(row: Row, node: SourceNode, made: (by: string, safe?: boolean) => Brought, text: string): Brought {
  const complaint = node.example === undefined ? undefined : complaintOf(row.schema, row.kind, node.example);
  return complaint?.kind === 'offset' && isUtc(node) ? made(`${text} & "Z"`) : made(text, complaint === undefined);
}

/** A time that its name says is in UTC. */
export const isUtc = (node: SourceNode): boolean => /(gmt|utc)$/i.test(node.name);

const isCode = (value: Json | undefined, length: number): boolean => typeof value === 'string' && new RegExp(`^[A-Z]{${length}}$`).test(value);
