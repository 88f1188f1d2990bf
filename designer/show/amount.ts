import type { Money } from '../../server/http/api.ts';

const locale = typeof navigator === 'undefined' ? 'en-GB' : navigator.language;
const parts = new Intl.NumberFormat(locale).formatToParts(1234567.5);
const group = parts.find((part) => part.type === 'group')?.value ?? ',';
const point = parts.find((part) => part.type === 'decimal')?.value ?? '.';

/** An amount exactly as the hub keeps it, grouped for reading: digits are never passed through a float. */
export function amountOf(money: Money): string {
  const [whole = '0', minor] = money.amount.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${money.amount.startsWith('-') ? '\u2212' : ''}${grouped}${minor === undefined ? '' : point + minor}`;
}

/** Amount with its currency for prose: "EUR 12,480.00", never broken between the two. */
export const moneyOf = (money: Money): string => `${money.currency}\u00a0${amountOf(money)}`;

/** Several currencies side by side, never added up. */
export const moneysOf = (moneys: Money[]): string => moneys.map(moneyOf).join(' · ');

/** Sums per currency in minor units, exact whatever the size. */
export function sumByCurrency(moneys: (Money | undefined)[]): Money[] {
  const sums = new Map<string, { minor: bigint; digits: number }>();
  for (const money of moneys) {
    if (!money || !/^-?\d+(\.\d+)?$/.test(money.amount)) continue;
    const digits = money.amount.split('.')[1]?.length ?? 0;
    const sum = sums.get(money.currency) ?? { minor: 0n, digits: 0 };
    const wide = Math.max(sum.digits, digits);
    const minor = sum.minor * 10n ** BigInt(wide - sum.digits) + BigInt(money.amount.replace('.', '')) * 10n ** BigInt(wide - digits);
    sums.set(money.currency, { minor, digits: wide });
  }
  return [...sums].map(([currency, { minor, digits }]) => {
    const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
    const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
    return { currency, amount: minor < 0n ? `-${amount}` : amount };
  });
}
