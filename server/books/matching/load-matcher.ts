/** The matcher, loaded at its first need: a hub that has no payments does without it. */
export const loadMatcher = () => import('./match-payments.ts');
