/** Payers as people confirmed them: one document per customer and account, or customer and name; it lists the payments that taught it. */
import { createHash } from 'node:crypto';
import { type Documents, everyDocument } from '../engine/documents.ts';
import type { PaymentFacts } from './account.ts';
import type { Draft } from './draft.ts';
import type { Alias } from './matching/shapes.ts';

const kind = 'book-alias';

interface KeptAlias {
  customer: string;
  account?: string;
  name?: string;
  payments: string[];
}

export const digest = (...parts: string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);

/** What a person's allocation teaches, or its reversal takes back, in the same stroke. */
export async function teach(draft: Draft, { id, payer }: PaymentFacts, customers: Iterable<string>, isTaught: boolean): Promise<void> {
  for (const customer of new Set(customers)) {
    const told: Omit<KeptAlias, 'payments'>[] = [];
    if (payer.account !== undefined) told.push({ customer, account: payer.account, ...(payer.name === undefined ? {} : { name: payer.name }) });
    if (payer.name !== undefined) told.push({ customer, name: payer.name });
    for (const alias of told) {
      const place = digest(alias.customer, alias.account ?? '', alias.name ?? '');
      const known = await draft.get<KeptAlias>(kind, place);
      const others = (known?.body.payments ?? []).filter((payment) => payment !== id);
      const payments = isTaught ? [...others, id] : others;
      await draft.set(kind, place, payments.length === 0 ? undefined : { ...alias, payments });
    }
  }
}

export async function aliasesOf(documents: Documents, tenant: string): Promise<Alias[]> {
  const kept = await everyDocument<KeptAlias>(documents, tenant, kind);
  return kept.map(({ body: { payments, ...alias } }) => ({ ...alias, confirmed: payments.length }));
}
