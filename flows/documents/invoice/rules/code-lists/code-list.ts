/** A code list as a set; the codes stand in one text, parted by blanks. */
export const codeList = (codes: string): ReadonlySet<string> => new Set(codes.trim().split(/\s+/));
