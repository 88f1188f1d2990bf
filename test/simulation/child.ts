/** A process that does jobs as they are handed to it. */

import { type Job, work } from './jobs.ts';
import { emptyTally, type Failure } from './tally.ts';

let strays: string[] = [];
// A promise that nobody listens to ends a real hub.
process.on('unhandledRejection', (error) => strays.push(error instanceof Error ? (error.stack ?? error.message) : String(error)));

process.on('message', (job: Job) => {
  strays = [];
  work(job)
    .catch((error: unknown) => ({
      ...emptyTally(),
      failures: [{ how: JSON.stringify(job), wrong: error instanceof Error ? (error.stack ?? error.message) : String(error) }],
    }))
    .then((tally) => {
      const stray = strays.slice(0, 1).map((wrong): Failure => ({ how: JSON.stringify(job), wrong: `rejected and nobody listened: ${wrong}` }));
      process.send!({ ...tally, failures: [...tally.failures, ...stray] });
    });
});
