/** What a template is for: the filters of the gallery. */
export const purposes = ['retail', 'b2b', 'installation', 'marketplace', 'finance'] as const;
export type Purpose = (typeof purposes)[number];
