/** Who is looking: every read and every act names one. */

export type Role = 'admin' | 'operator';

export interface Viewer {
  tenant: string;
  /** Id of the person or of the API token. */
  id: string;
  name: string;
  email: string;
  role: Role;
}

/** One tenant today; the word is first in every key so that more can follow. */
export const homeTenant = 'main';

/** True when this role may do what asks for `needed`: an admin may do all an operator may. */
export function may(viewer: Viewer, needed: Role): boolean {
  return viewer.role === 'admin' || needed === 'operator';
}
