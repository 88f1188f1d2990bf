/** A property where there is a value, nothing where there is none: absent is never empty. */
export const given = <Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>; // one key, whose name is known
