/** Sentences of connecting and adding by keyboard. */
export const connect = {
  connect: 'Connect',
  to: 'to',
  add: 'Add after',
  insert: 'Insert before',
  fresh: 'Add a node',
  find: 'Find a node',
  ports: 'Leaves by',
  none: 'Nothing has this name.',
  existing: 'existing node',
  adds: (group: string) => `new, ${group}`,
  hint: [
    ['↑ ↓', 'move'],
    ['↵', 'do'],
    ['Alt →', 'next port'],
    ['Esc', 'leave'],
  ],
  groups: { triggers: 'trigger', flow: 'flow', people: 'people', connectors: 'connector', money: 'money' },
  didConnect: (port: string, from: string, to: string) => `Connect ${port === '' ? from : `${port} of ${from}`} to ${to}`,
  didAdd: (what: string) => `Add ${what}`,
  didInsert: (what: string, before: string) => `Insert ${what} before ${before}`,
  choices: (n: number) => `${n} ${n === 1 ? 'choice' : 'choices'}`,
} as const;
