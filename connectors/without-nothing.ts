/** The same object without its empty fields: absent says more than null. */
export function withoutNothing<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T; // only undefined fields were dropped
}
