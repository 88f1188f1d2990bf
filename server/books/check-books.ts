/** Every identity the books keep, in one place: what breaks one is named. */
import { parseAmount } from '../../flows/money.ts';
import { foldItem, foldPayment, type KeptItem, type KeptParts, type KeptPayment } from './account.ts';

/** What the parts of a payment add up to, minor units. */
export const sumOfParts = ({ fee, discount, fx, onAccount, writeOff, prepaid, clearing, reserve }: KeptParts, currency: string): bigint =>
  [fee, discount, fx, onAccount, writeOff, prepaid, clearing, reserve].reduce((sum, part) => sum + (part === undefined ? 0n : parseAmount(part, currency)), 0n);

export function checkBooks(items: readonly KeptItem[], payments: readonly KeptPayment[], asOf?: number): string[] {
  const broken: string[] = [];
  const told = new Map<string, bigint>();
  const currencies = new Map(items.map(({ facts }) => [facts.id, facts.currency]));
  for (const payment of payments) {
    const { id, currency, amount } = payment.facts;
    const state = foldPayment(payment, asOf);
    if (state === undefined || state.status !== 'allocated') continue;
    let sum = sumOfParts(state.parts, currency);
    for (const { item, amount: part, value = part } of state.allocations) {
      const units = parseAmount(part, currencies.get(item) ?? currency);
      sum += parseAmount(value, currency);
      told.set(`${item} ${id}`, (told.get(`${item} ${id}`) ?? 0n) + units);
    }
    if (sum !== parseAmount(amount, currency)) broken.push(`payment ${id} is ${amount}, its parts are ${sum}`);
  }
  for (const item of items) {
    const state = foldItem(item, asOf);
    if (state === undefined) continue;
    const { id } = item.facts;
    const { amount, open, cleared } = state;
    if (amount >= 0n ? open < 0n || open > amount : open > 0n || open < amount) broken.push(`item ${id} of ${amount} has ${open} open`);
    for (const [payment, units] of cleared) {
      if (told.get(`${id} ${payment}`) !== units) broken.push(`item ${id} and payment ${payment} tell different amounts`);
      told.delete(`${id} ${payment}`);
    }
  }
  for (const pair of told.keys()) broken.push(`only the payment of ${pair} knows of it`);
  return broken;
}
