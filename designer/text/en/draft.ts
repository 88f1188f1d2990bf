/** Sentences of a draft under editing. */
export const draft = {
  gone: 'It is not in this flow any more.',
  trigger: 'A trigger begins a flow: nothing leads to it.',
  itself: 'A node cannot lead to itself. Use Repeat.',
  already: 'They are connected already.',
  loop: 'It would loop. Use Repeat.',
} as const;
