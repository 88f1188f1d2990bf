/** One measured figure beside its target. */
export interface Row {
  name: string;
  value: number;
  unit: string;
  target: string;
  pass: boolean;
}

export function row(name: string, value: number, unit: string, relation: '>=' | '<=', target: number): Row {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toFixed(3));
  return { name, value: rounded, unit, target: `${relation} ${target}`, pass: relation === '>=' ? value >= target : value <= target };
}

export const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const percentile = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
