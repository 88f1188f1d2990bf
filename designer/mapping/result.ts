/** What a mapping makes of one order, and what that lacks. */
import { isExpr, type Json, type JsonObject, type Problem } from '../../flows/flow.ts';
import { pointerOf } from '../../flows/pointer.ts';
import { type Complaint, complaintOf } from './complaint.ts';
import type { Row } from './rows.ts';
import { each, type FieldPath } from './source.ts';

export interface Asked {
  /** JSON pointer of the expression in the value. */
  id: string;
  source: string;
}

/** Answer to one of them: a value, a problem, or neither. */
export interface Answered {
  id: string;
  value?: Json;
  problem?: Problem;
}

/** Every expression of the value. */
export function expressionsIn(value: Json | undefined, path: readonly string[] = []): Asked[] {
  if (isExpr(value)) return [{ id: pointerOf([...path]), source: value.$expr }];
  if (Array.isArray(value)) return value.flatMap((item, at) => expressionsIn(item, [...path, String(at)]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => expressionsIn(inner, [...path, name]));
}

/** What came of a mapping for one order. */
export interface Outcome {
  /** With everything that could be computed. */
  document: Json | undefined;
  problems: ReadonlyMap<string, Problem>;
  /** Pointers of expressions that found nothing: the step would fail there. */
  nothing: ReadonlySet<string>;
}

export function outcomeOf(value: Json | undefined, answers: readonly Answered[]): Outcome {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const problems = new Map(answers.flatMap(({ id, problem }): [string, Problem][] => (problem ? [[id, problem]] : [])));
  const nothing = new Set(answers.filter((answer) => answer.value === undefined && !answer.problem).map(({ id }) => id));
  const build = (part: Json | undefined, path: readonly string[]): Json | undefined => {
    if (isExpr(part)) return byId.get(pointerOf([...path]))?.value;
    if (Array.isArray(part)) return part.map((item, at) => build(item, [...path, String(at)]) ?? null);
    if (typeof part !== 'object' || part === null) return part;
    const made: JsonObject = {};
    for (const [name, inner] of Object.entries(part)) {
      const built = build(inner, [...path, name]);
      if (built !== undefined) made[name] = built;
    }
    return made;
  };
  return { document: build(value, []), problems, nothing };
}

/** Every value a field has in a document; one per item for a field of a list. `undefined` where an item lacks it. */
export function valuesAt(document: Json | undefined, path: FieldPath): (Json | undefined)[] {
  let at: (Json | undefined)[] = [document];
  for (const name of path) {
    at = at.flatMap((value) => {
      if (name === each) return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
      return [typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name) ? value[name] : undefined];
    });
  }
  return at;
}

/** What one row comes to in one order. */
export type Cell =
  | { kind: 'value'; value: Json; more: number; complaint?: Complaint }
  | { kind: 'problem'; problem: Problem }
  /** `stops`: an expression found nothing, which fails the step. `isNull`: it found null, which no field takes. */
  | { kind: 'nothing'; stops: boolean; isNull: boolean };

export function cellOf(row: Row, outcome: Outcome): Cell {
  const problem = own(row.path, (pointer) => outcome.problems.get(pointer));
  if (problem) return { kind: 'problem', problem };
  const values = valuesAt(outcome.document, row.path);
  const value = values.find((one) => one !== undefined && one !== null);
  const stops = own(row.path, (pointer) => (outcome.nothing.has(pointer) ? true : undefined)) ?? false;
  if (value === undefined) return { kind: 'nothing', stops, isNull: values.includes(null) };
  let complaint: Complaint | undefined;
  for (const one of values) if (one !== undefined) complaint ??= complaintOf(row.schema, row.kind, one);
  return { kind: 'value', value, more: values.length - 1, ...(complaint ? { complaint } : {}) };
}

/** The answer for the row's own expression, or for the one further up that makes it. */
function own<T>(path: FieldPath, find: (pointer: string) => T | undefined): T | undefined {
  const end = path.indexOf(each);
  const names = end < 0 ? path : path.slice(0, end);
  for (let length = names.length; length >= 0; length -= 1) {
    const found = find(pointerOf(names.slice(0, length)));
    if (found !== undefined) return found;
  }
  return undefined;
}

export interface Verdict {
  /** Rows that are required and empty, in at least one item. */
  lacks: Row[];
  /** Rows whose value does not fit or could not be computed, or that stop the step. */
  fails: Row[];
}

export function verdictOf(rows: readonly Row[], outcome: Outcome): Verdict {
  const verdict: Verdict = { lacks: [], fails: [] };
  for (const row of rows) {
    if (row.state === 'open' || row.state === 'group') continue;
    const cell = cellOf(row, outcome);
    if (cell.kind === 'problem' || (cell.kind === 'value' && cell.complaint)) verdict.fails.push(row);
    else if (row.required && row.state !== 'covered' && isLacking(outcome.document, row.path)) verdict.lacks.push(row);
    else if (cell.kind === 'nothing' && (cell.stops || cell.isNull) && row.state === 'given') verdict.fails.push(row);
  }
  return verdict;
}

const isLacking = (document: Json | undefined, path: FieldPath): boolean =>
  valuesAt(document, path).some((value) => value === undefined || value === null || value === '');

export interface Summary {
  total: number;
  complete: number;
  /** Fields that are lacking or do not fit, most frequent first. */
  trouble: { row: Row; orders: number; lacks: boolean }[];
}

export function summaryOf(verdicts: readonly Verdict[]): Summary {
  const trouble = new Map<string, Summary['trouble'][number]>();
  for (const { lacks, fails } of verdicts) {
    for (const row of [...lacks, ...fails]) {
      const found = trouble.get(row.key) ?? { row, orders: 0, lacks: lacks.includes(row) };
      trouble.set(row.key, { ...found, orders: found.orders + 1 });
    }
  }
  const complete = verdicts.filter(({ lacks, fails }) => lacks.length + fails.length === 0).length;
  return { total: verdicts.length, complete, trouble: [...trouble.values()].toSorted((one, other) => other.orders - one.orders) };
}
