const calls = (n: number) => `${n.toLocaleString()} ${n === 1 ? 'call' : 'calls'}`;

/** Sentences of the review after a backup was put back. */
export const review = {
  title: 'Review',
  since: 'In review since',
  from: 'a backup from',
  back: 'was put back.',
  held: 'Calls that a receiver cannot recognise are held',
  soFar: (n: number, more: boolean) => (n === 0 ? ', none so far.' : `, ${n.toLocaleString()}${more ? ' and more' : ''} so far.`),
  look: 'Look at them',
  ask: 'Ask an admin',
  count: (n: number, more: boolean) => `${calls(n)}${more ? ' and more' : ''} held`,
  knows: 'The list holds every call this hub has stopped since the backup was put back, because its receiver cannot tell a repeat from a new one.',
  knowsNot: 'It cannot know whether the receiver had the call before, nor of orders that were not sent again: compare, and skip the step where it was done.',
  columns: { run: 'Run', step: 'Step', compare: 'Compare', class: 'Effect', held: 'Held since' },
  label: 'Held calls, newest first',
  inBackup: 'open in the backup',
  cameSince: 'came in since',
  lookFor: (receiver: string, keys: string) => `Look in ${receiver} for ${keys}`,
  receiverOf: (step: string) => `the receiver of “${step}”`,
  noKeys: 'this order',
  orKey: 'or for our key',
  more: 'Show older ones',
  news: (n: number) => `${n} new`,
  resume: 'Let calls go out again…',
  onlyAdmin: 'Only an admin can let calls go out again.',
  resumeTitle: 'Let calls go out again?',
  resumeWhat: (n: number, more: boolean) => [
    n === 0
      ? 'No call is held now, so none is made by this'
      : `${more ? `More than ${calls(n)}` : calls(n)} that ${n === 1 && !more ? 'is' : 'are'} held now will be made`,
    'What a receiver already had and nobody skipped may be done there a second time',
    'Later calls leave at once; the hub cannot go back into this review',
  ],
  resumeGo: (n: number, more: boolean) => (n === 0 ? 'Let calls go out' : more ? 'Let all calls go out' : `Let ${calls(n)} go out`),
  keep: 'Keep holding',
  didResume: (n: number) =>
    n === 0 ? 'Calls go out again; none was held' : `Calls go out again, ${n.toLocaleString()} ${n === 1 ? 'run goes' : 'runs go'} on`,
  noneTitle: 'No call is held',
  noneText: 'Nothing has tried to leave so far. Let the senders send again everything since the backup, then look here.',
  closedTitle: 'Calls go out',
  closedText: 'No review is open. One begins when a backup is put back.',
  failed: 'The held calls could not be read',
} as const;
