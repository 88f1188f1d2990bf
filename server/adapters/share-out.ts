/**
 * At most `limit` of what is due, given oldest first and answered so. Where more is due than asked for, flows take turns:
 * the oldest of each comes before the second of any, so that a flood of one flow hides no other.
 */
export function shareOut<T extends { flow: string }>(due: T[], limit: number): T[] {
  if (due.length <= limit) return due;
  const flows = new Map<string, T[]>();
  for (const one of due) {
    const waiting = flows.get(one.flow) ?? [];
    flows.set(one.flow, waiting);
    waiting.push(one);
  }
  const chosen = new Set<T>();
  for (let turn = 0; chosen.size < limit; turn += 1)
    for (const waiting of flows.values()) {
      const one = waiting[turn];
      if (one && chosen.size < limit) chosen.add(one);
    }
  return due.filter((one) => chosen.has(one));
}
