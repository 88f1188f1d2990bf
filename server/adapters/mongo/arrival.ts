/** Order of arrival as one number: the instant, and a count inside it. Exact until the year 2248. */
const perMs = 1_024;

export function arrivalOf(): (at: number) => number {
  let last = 0;
  return (at) => {
    last = Math.max(last + 1, Math.floor(at) * perMs);
    return last;
  };
}
