/** The word at a place "line:column" of a text, to be marked; undefined for a place that is none. */
export function spanOf(text: string, place: string): { from: number; to: number } | undefined {
  const [, line, column] = /^(\d+):(\d+)$/.exec(place) ?? [];
  if (line === undefined || column === undefined) return undefined;
  const lines = text.split('\n');
  const before = lines.slice(0, Number(line) - 1);
  if (before.length !== Number(line) - 1 || lines[before.length] === undefined) return undefined;
  const start = before.reduce((sum, one) => sum + one.length + 1, 0);
  const end = start + lines[before.length]!.length;
  const from = Math.min(start + Number(column) - 1, end);
  const word = /^(\$?\w+|\S)/.exec(text.slice(from, end))?.[0].length ?? 0;
  // At the very end there is nothing to mark but what stands before.
  return word > 0 ? { from, to: from + word } : { from: Math.max(0, from - 1), to: Math.max(from, Math.min(1, text.length)) };
}
