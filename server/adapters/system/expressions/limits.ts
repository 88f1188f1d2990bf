/** What one expression may take; the numbers of the shared limits page. */
export const limits = {
  /** JSONata gives up by itself after this many ms. */
  timeout: 400,
  /** The worker is ended when it has not answered by then. */
  deadline: 500,
  /** Time an expression gets on the main thread before the pool takes over. */
  mainTimeout: 20,
  /** Nesting of evaluations. */
  stack: 1_000,
  items: 10_000,
  /** Characters of one text, and of the whole answer as JSON. */
  output: 1_048_576,
  /** Versions of tables that a worker keeps. */
  tables: 32,
  workers: 2,
  heapMb: 128,
  /** A worker that had no work for so many ms is ended. */
  idle: 60_000,
} as const;
