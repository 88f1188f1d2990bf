/** Sentences of Ctrl K. */
export const commands = {
  title: 'Search orders, runs, nodes and what to do',
  none: 'Nothing fits. Write fewer letters, or # and a number to find an order.',
  page: 'page',
  flow: 'flow',
  node: 'node',
  orders: (key: string) => `Runs of "${key}"`,
  exactly: 'order, invoice or customer number',
  groups: { selection: 'With the selected node', add: 'Add node', go: 'Go to', do: 'Do', orders: 'Orders' },
  hints: [
    ['↑ ↓', 'move'],
    ['↵', 'do'],
    ['Tab', 'narrow to a group'],
    ['#', 'orders'],
    ['>', 'actions'],
  ],
} as const;
