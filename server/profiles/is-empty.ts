import type { Documents } from '../engine/documents.ts';

/** Nobody and no flow is known: the store has just been made. */
export async function isEmpty(documents: Documents, tenant: string): Promise<boolean> {
  const people = await documents.list(tenant, 'person', { limit: 1 });
  const drafts = await documents.list(tenant, 'draft', { limit: 1 });
  return people.items.length === 0 && drafts.items.length === 0;
}
