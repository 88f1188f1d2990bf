import { demo as words } from '../text/en/demo.ts';

/** Six things worth trying, in the order they build on each other. */
export function Guide() {
  return (
    <section className="card" aria-label={words.guide}>
      <div className="card-head">
        <h2>{words.guide}</h2>
      </div>
      <ol className="guide">
        {words.guideSteps.map((step, index) => (
          <li key={step.title}>
            <span className="guide-number num">{index + 1}</span>
            <div>
              <h3>{step.title}</h3>
              <p>{step.text}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
