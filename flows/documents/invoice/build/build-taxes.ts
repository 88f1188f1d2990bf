/** Tax by category and rate, on the sum of what falls under it, never line by line. */
import Big from 'big.js';
import type { TaxBreakdown } from '../invoice.ts';
import { rounded, shown, sum } from './amounts.ts';
import { taxedAs } from './build-lines.ts';
import type { TaxRule } from './plan.ts';

/** Why there is no tax, where the rule does not say it itself. */
const exemptions: Record<string, { exemption: string; exemptionCode: string }> = {
  AE: { exemption: 'Reverse charge', exemptionCode: 'VATEX-EU-AE' },
  K: { exemption: 'Intra-community supply', exemptionCode: 'VATEX-EU-IC' },
  G: { exemption: 'Export outside the EU', exemptionCode: 'VATEX-EU-G' },
  O: { exemption: 'Not subject to VAT', exemptionCode: 'VATEX-EU-O' },
};

export interface Taxable {
  rule: TaxRule;
  /** Without tax; allowances negative. */
  net: Big;
}

export const keyOf = ({ category, rate }: TaxRule): string => `${category}/${category === 'O' ? '' : new Big(rate ?? '0').toFixed()}`;

/** The breakdown, largest base first, and the whole tax. */
export function buildTaxes(taxables: readonly Taxable[], decimals: number): { taxes: TaxBreakdown[]; total: Big } {
  const groups = Map.groupBy(taxables, ({ rule }) => keyOf(rule));
  const rows = [...groups.values()].map((group) => {
    const { rule } = group[0]!; // a group has a member
    const base = sum(group.map(({ net }) => net));
    return { rule, base, tax: rounded(base.times(rule.rate ?? '0').div(100), decimals) };
  });
  rows.sort((a, b) => b.base.cmp(a.base));
  const taxes = rows.map(({ rule, base, tax }) => {
    const { exemption, exemptionCode } = { ...exemptions[rule.category], ...rule };
    return {
      base: shown(base, decimals),
      tax: shown(tax, decimals),
      ...taxedAs(rule),
      ...(exemption === undefined ? {} : { exemption }),
      ...(exemptionCode === undefined ? {} : { exemptionCode }),
    };
  });
  return { taxes, total: sum(rows.map(({ tax }) => tax)) };
}
