/** JSON pointer (RFC 6901) of a place in a document. */
export const pointerOf = (parts: readonly (string | number)[]): string => parts.map((part) => `/${escapePointer(String(part))}`).join('');

/** One part of a pointer, with its two reserved characters written out. */
export const escapePointer = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');
