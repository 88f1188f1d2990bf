/** What a chaos scenario is: one row of the acceptance table, run at one of two sizes. */

/** The figures of one row; a row without numbers counts as not done. */
export interface Row {
  /** Goal it proves: `R7`. */
  row: string;
  /** Orders (or acknowledgements, deliveries) put at risk. */
  n: number;
  /** Faults put in. */
  k: number;
  lost: number;
  duplicate: number;
  /** Runs that neither ended nor wait. */
  stuck?: number;
  /** The longest recovery, ms. */
  recoveryMs?: number;
  seed: number;
  pass: boolean;
  /** What was seen, in one line. */
  words: string;
}

export interface Report {
  /** Every random choice of the scenario follows from it. */
  seed: number;
  /** One line of progress. */
  say(line: string): void;
}

/** One file `<name>.scenario.ts` exports one of these as `scenario`. */
export interface Scenario<Size = unknown> {
  row: string;
  title: string;
  /** Played with `--long` or by name only. */
  isNightly?: true;
  /** It measures times that another scenario beside it would spoil. */
  isAlone?: true;
  /** `ci` takes at most some 30 seconds. */
  sizes: { ci: Size; long: Size };
  run(size: Size, report: Report): Promise<Row>;
}

/** This machine lacks what the scenario needs: skipped with the reason, failed where REQUIRE_ADAPTERS=all. */
export class Missing extends Error {}
