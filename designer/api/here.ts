const asked = typeof location === 'undefined' ? null : new URLSearchParams(location.search).get('environment');

/** The environment this page looks at, as its address says; undefined means the hub's own one. Another one is another page. */
export const here: string | undefined = asked ?? undefined;

/** Address of a place, looked at in another environment. */
export const addressIn = (path: string, environment: string | undefined): string =>
  environment === undefined ? path : `${path}?environment=${encodeURIComponent(environment)}`;
