/** Sentences of the money pages' frame. */
export const money = {
  title: 'Money',
  views: 'Views of money',
  tabs: { matches: 'Match queue', statements: 'Bank files', invoices: 'Invoices' },
} as const;
