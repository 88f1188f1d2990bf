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

/** People, connections, drafts and versions are here; the word is first in every key so that more can follow. */
export const homeTenant = 'main';

/** What runs in an environment beside the hub's own one has a tenant for itself: `main.test`. */
export const tenantIn = (environment: string): string => `${homeTenant}.${environment}`;

/** The tenant that owns the people and connections of `main.test`: `main`. */
export function homeOf(tenant: string): string {
  const dot = tenant.indexOf('.');
  return dot < 0 ? tenant : tenant.slice(0, dot);
}

const shadowMark = '.shadow';

/** Owns the runs that follow those of a tenant and change nothing: `main.shadow`. */
export const shadowOf = (tenant: string): string => `${tenant}${shadowMark}`;

/** The tenant a shadow follows. */
export const followedBy = (tenant: string): string => tenant.slice(0, -shadowMark.length);

export const isShadow = (tenant: string): boolean => tenant.endsWith(shadowMark);

/** The environment in which a tenant's runs are; `home` names the hub's own one. A shadow stands where what it follows stands. */
export function environmentOf(tenant: string, home: string): string {
  const dot = tenant.indexOf('.');
  return dot < 0 || isShadow(tenant) ? home : tenant.slice(dot + 1);
}

/** True when this role may do what asks for `needed`: an admin may do all an operator may. */
export function may(viewer: Viewer, needed: Role): boolean {
  return viewer.role === 'admin' || needed === 'operator';
}
