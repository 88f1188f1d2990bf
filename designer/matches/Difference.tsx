import { Radio } from '@mantine/core';
import { fromMinor } from '../../flows/money.ts';
import { amountOf } from '../show/amount.ts';
import { matches as words } from '../text/en/matches.ts';
import { type Balance, type Draft, fits, type Way, ways } from './balance.ts';

export interface DifferenceProps {
  draft: Draft;
  balance: Balance;
  currency: string;
  onWay: (way: Way) => void;
  onPart: () => void;
}

/** Where money goes that is missing or left over. */
export function Difference({ draft: { way, reason }, balance: { gap }, currency, onWay, onPart }: DifferenceProps) {
  const shown = (units: bigint): string => amountOf(fromMinor(units, currency));
  return (
    <section className="card" aria-label={words.difference}>
      <div className="card-head">
        <h2>{words.difference}</h2>
        <span className="num quiet">{shown(gap)}</span>
        <kbd className="push">D</kbd>
      </div>
      <div className="card-body">
        {gap === 0n ? (
          <p className="hint">{words.noGap}</p>
        ) : (
          <div className="difference" role="radiogroup" aria-label={words.difference}>
            {ways
              .filter((each) => fits(each, gap))
              .map((each) => (
                <div key={each} className="difference-way">
                  <Radio name="difference" label={words.wayNames[each]} checked={way === each} onChange={() => onWay(each)} />
                  <span className="num">{shown(way === each ? gap : 0n)}</span>
                </div>
              ))}
            {gap < 0n ? (
              <div className="difference-way">
                <Radio name="difference" label={words.part} checked={false} onChange={onPart} />
                <kbd>P</kbd>
              </div>
            ) : null}
            {way === 'writeOff' && reason !== undefined ? <p className="hint">“{reason}”</p> : null}
          </div>
        )}
      </div>
    </section>
  );
}
