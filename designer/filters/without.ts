/** A filter without these fields, all of which it may lack. */
export const without = <Search extends object>(search: Search, ...fields: (keyof Search)[]): Search =>
  Object.fromEntries(Object.entries(search).filter(([name]) => !fields.includes(name as keyof Search))) as Search; // what is left out is optional
