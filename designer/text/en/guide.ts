/** Sentences of the guide to a first flow. */
export const guide = {
  flowTitle: 'My first flow',
} as const;
