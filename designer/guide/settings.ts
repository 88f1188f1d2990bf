/** What the guide sets its nodes to. */

export const installerSignals = ['installer.contacted', 'installer.booked', 'quote.accepted'];

/** Tried again for about half a day, with growing pauses. */
export const retried = { timeout: 'PT30S', retry: { attempts: 8, backoff: 'exponential' as const, delay: 'PT5S', max: 'PT30M' } };
