import type { Flow, Problem } from './flow.ts';
import { escapePointer } from './pointer.ts';
import { findSensitive } from './sensitive.ts';

const largestTest = 128 * 1024;
const largestAll = 512 * 1024;
const kib = (bytes: number): string => `${Math.round(bytes / 1024)} KiB`;

/** Tests travel with the drawing into git and other hubs: they stay small, and hold no secret and no card number. */
export function checkTests({ tests = {}, nodes }: Flow): Problem[] {
  const sizes = Object.values(tests).map((test) => JSON.stringify(test).length);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (all > largestAll)
    return [{ code: 'test.too_large', path: '/tests', message: `The tests hold ${kib(all)}; at most ${kib(largestAll)} are allowed — remove some.` }];
  return Object.entries(tests).flatMap(([id, test], index): Problem[] => {
    const path = `/tests/${escapePointer(id)}`;
    if (sizes[index]! > largestTest)
      return [
        { code: 'test.too_large', path, message: `The test holds ${kib(sizes[index]!)}; at most ${kib(largestTest)} are allowed — try a smaller document.` },
      ];
    const { document, answers = {}, moves = [], trigger, at } = test;
    const found = findSensitive({ document, answers: JSON.parse(JSON.stringify(answers)), moves: JSON.parse(JSON.stringify(moves)) });
    return [
      ...found.map(
        (one): Problem => ({
          code: 'test.sensitive',
          path: path + one.path,
          message: one.kind === 'card' ? 'This looks like a card number — make it unreadable.' : 'This looks like a secret — make it unreadable.',
        }),
      ),
      ...(Number.isNaN(Date.parse(at))
        ? [{ code: 'flow.invalid_value', path: `${path}/at`, message: 'This is no instant — write it like 2026-11-02T09:00:00Z.' }]
        : []),
      ...(nodes[trigger] ? [] : [unknownNode(`${path}/trigger`, trigger)]),
      ...Object.keys(answers).flatMap((node) => (nodes[node] ? [] : [unknownNode(`${path}/answers/${node}`, node)])),
    ];
  });
}

/** The drawing moved on: shown, and no reason to refuse it. */
const unknownNode = (path: string, node: string): Problem => ({
  code: 'test.unknown_node',
  path,
  message: `The test names node ${node}, which is not drawn any more. Save it again.`,
  severity: 'warning',
});
