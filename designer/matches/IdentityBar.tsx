import { fromMinor } from '../../flows/money.ts';
import { amountOf } from '../show/amount.ts';
import { matches as words } from '../text/en/matches.ts';
import { type Balance, fits, type Way, ways } from './balance.ts';

/** The payment and what explains it, as it is typed; what is left must be 0.00. */
export function IdentityBar({ balance, way, currency, isEmpty }: { balance: Balance; way: Way | undefined; currency: string; isEmpty: boolean }) {
  const { payment, items, gap, left, wrong } = balance;
  const shown = (units: bigint): string => amountOf(fromMinor(units, currency));
  const partOf = (each: Way): bigint => (each === way && fits(each, gap) ? (each === 'fx' || each === 'onAccount' ? gap : -gap) : 0n);
  const why = isEmpty ? words.cannot.none : wrong.size > 0 ? words.cannot.wrong : left === 0n ? '' : words.cannot.left(shown(left));
  return (
    <>
      <dl className="identity" aria-label={words.sum}>
        <Figure name={words.bar.payment} value={shown(payment)} />
        <Figure name={words.bar.items} value={shown(items)} />
        {ways.map((each) => (
          <Figure key={each} name={words.bar[each]} value={shown(partOf(each))} />
        ))}
        <Figure name={words.bar.left} value={shown(left)} tone={left === 0n ? 'good' : 'open'} />
      </dl>
      <p className="hint identity-why" role="status">
        {why}
      </p>
    </>
  );
}

function Figure({ name, value, tone }: { name: string; value: string; tone?: 'good' | 'open' }) {
  return (
    <div className="identity-figure" data-tone={tone}>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}
