import { SegmentedControl } from '@mantine/core';
import type { DemoState } from '../../server/http/api.ts';
import { type Mode, useDemoChange } from '../api/demo.ts';
import { useMe } from '../api/session.ts';
import { sayRefused } from '../show/notify.tsx';
import { demo as words } from '../text/en/demo.ts';
import { run } from '../text/en/run.ts';

const modes = (Object.keys(words.modes) as Mode[]).map((value) => ({ value, label: words.modes[value] }));

/** The sandbox systems: what was asked of them, what they did, and how they behave. */
export function Systems({ state }: { state: DemoState }) {
  const change = useDemoChange();
  const mayChange = useMe().data?.role === 'admin';
  return (
    <section aria-label={words.systems}>
      <div className="systems-head">
        <h2>{words.systems}</h2>
        <span className="hint">{mayChange ? words.systemsHint : words.adminOnly}</span>
      </div>
      <div className="systems">
        {state.systems.map((system) => (
          <article key={system.id} className="card system" aria-label={system.title}>
            <div className="system-head">
              <h3>{system.title}</h3>
              <span className="quiet num">{words.calls(system.calls)}</span>
            </div>
            <p className="hint">
              {run.classOf[system.effectClass]}: {words.classWords[system.effectClass]}
            </p>
            <dl className="system-facts">
              {Object.entries(system.facts).map(([name, value]) => (
                <div key={name} data-alarm={(name === 'duplicates' && Number(value) > 0) || undefined}>
                  <dt>{name}</dt>
                  <dd className="num">{typeof value === 'number' ? value.toLocaleString() : value}</dd>
                </div>
              ))}
            </dl>
            <SegmentedControl
              fullWidth
              aria-label={words.modeOf(system.title)}
              data={modes}
              value={system.mode}
              disabled={!mayChange}
              onChange={(mode) => change.mutate({ systems: { [system.id]: mode as Mode } }, { onError: sayRefused })}
            />
            <p className="system-mode">{words.modeWords[system.mode]}</p>
          </article>
        ))}
      </div>
    </section>
  );
}

/** How long orders placed from now on may still be canceled. */
export function Window({ state }: { state: DemoState }) {
  const change = useDemoChange();
  const mayChange = useMe().data?.role === 'admin';
  return (
    <section className="card" aria-label={words.window}>
      <div className="card-head">
        <h2>{words.window}</h2>
      </div>
      <div className="card-body window">
        <p>{words.windowHint}</p>
        <SegmentedControl
          fullWidth
          aria-label={words.window}
          data={[...words.windows]}
          value={state.window}
          disabled={!mayChange}
          onChange={(window) => change.mutate({ window }, { onError: sayRefused })}
        />
      </div>
    </section>
  );
}
