import { type FigureStore, useFigure } from '../canvas/figures.ts';
import { sayMoney } from '../canvas/spans.ts';
import { flow as words } from '../text/en/flow.ts';

/** What the colours of the cards and the width of the lines mean. */
export function HeatLegend({ figures, span }: { figures: FigureStore; span: string }) {
  const scale = useFigure(figures, '', (store) => store.scale());
  if (!scale) return null;
  const say = (amount: number) => sayMoney({ amount: String(amount), currency: '' }).trim();
  const [a, b, c, d] = scale.bounds;
  const steps = [`< ${say(a)}`, `${say(a)}–${say(b)}`, `${say(b)}–${say(c)}`, `${say(c)}–${say(d)}`, `> ${say(d)}`];
  return (
    <div className="heat-legend">
      <b>
        {words.legend}, {scale.currency}
      </b>
      <ol>
        {steps.map((step, at) => (
          <li key={step}>
            <i style={{ background: `var(--heat-${at + 1})` }} />
            {step}
          </li>
        ))}
      </ol>
      <span>{words.legendLines(span)}</span>
    </div>
  );
}
