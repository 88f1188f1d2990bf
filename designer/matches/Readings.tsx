import type { MatchCandidate } from '../../server/http/api.ts';
import { amountOf } from '../show/amount.ts';
import { matches as words } from '../text/en/matches.ts';

export interface ReadingsProps {
  candidates: readonly MatchCandidate[];
  chosen: number;
  currency: string;
  onChoose: (at: number) => void;
  onFind: () => void;
}

/** The best rival with the case against it, and every other reading by its digit. */
export function Readings({ candidates, chosen, currency, onChoose, onFind }: ReadingsProps) {
  const others = candidates.map((candidate, at) => ({ candidate, at })).filter(({ at }) => at !== chosen);
  return (
    <>
      <section className="card" aria-label={words.rival}>
        <div className="card-head">
          <h2>{words.rival}</h2>
        </div>
        {others.length === 0 ? (
          <p className="card-body hint">{words.noRival}</p>
        ) : (
          <ul className="readings">
            {others.map(({ candidate: { customer, lines, p, evidence, against }, at }, place) => (
              <li key={at}>
                <button type="button" className="reading" aria-label={`${words.choose(at + 1)}: ${customer.name}`} onClick={() => onChoose(at)}>
                  <kbd>{at + 1}</kbd>
                  <span className="reading-name">
                    <strong>{customer.name}</strong>, {lines.map(({ number }) => number).join(', ')}
                  </span>
                  <span className="hint num">{words.p(p)}</span>
                  <span className="hint reading-why">
                    {lines.length === 1 && lines[0] ? `${words.open(amountOf({ amount: lines[0].open, currency }))}. ` : ''}
                    {place === 0 ? (against.length > 0 ? words.against(against.join(', ')) : `${evidence.join(', ')}.`) : ''}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="card" aria-label={words.ways}>
        <div className="card-head">
          <h2>{words.ways}</h2>
        </div>
        <ul className="readings">
          <li>
            <button type="button" className="reading" onClick={onFind}>
              <kbd>F</kbd>
              <span className="reading-name">
                <strong>{words.find}</strong> <span className="hint">{words.findHint}</span>
              </span>
            </button>
          </li>
        </ul>
      </section>
    </>
  );
}
