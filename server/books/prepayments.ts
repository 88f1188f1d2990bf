/** Money that came before its invoice: kept under its order, and clears the invoice when that opens. */
import { fromMinor, parseAmount } from '../../flows/money.ts';
import { foldItem, foldPayment, type ItemFacts, type KeptItem, type KeptPayment } from './account.ts';
import { digest } from './aliases.ts';
import { allocateIn, releaseIn } from './allocate.ts';
import type { Draft } from './draft.ts';

/** In the stroke that opens the item: what is prepaid for one of its orders clears it as far as it goes; the rest stays prepaid. */
export async function applyPrepayments(draft: Draft, { id, currency, related }: ItemFacts, at: number): Promise<void> {
  for (const order of new Set(related)) {
    const known = await draft.get<{ payments: string[] }>('book-prepaid', digest(order));
    for (const payment of known?.body.payments ?? []) {
      const doc = await draft.get<KeptPayment>('book-payment', payment);
      const state = doc && foldPayment(doc.body);
      const item = await draft.get<KeptItem>('book-item', id);
      const open = (item && foldItem(item.body)?.open) ?? 0n;
      if (doc?.body.facts.currency !== currency || state?.by === undefined || state.parts.order !== order || open <= 0n) continue;
      const prepaid = parseAmount(state.parts.prepaid ?? '0', currency);
      const used = prepaid < open ? prepaid : open;
      if (used <= 0n) continue;
      const { prepaid: _, order: __, ...others } = state.parts;
      const rest = prepaid - used;
      await releaseIn(draft, payment, `the invoice of ${order} is open`, { by: state.by, at });
      await allocateIn(
        draft,
        payment,
        [...state.allocations, { item: id, amount: fromMinor(used, currency).amount }],
        { ...others, ...(rest === 0n ? {} : { prepaid: fromMinor(rest, currency).amount, order }) },
        { by: state.by, at },
      );
    }
  }
}
