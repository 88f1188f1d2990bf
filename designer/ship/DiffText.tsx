import type { FlowDiff } from '../../flows/diff.ts';
import { sayDiff } from '../../flows/say-diff.ts';
import { ship as words } from '../text/en/ship.ts';

const tones: Record<string, string> = { '+': 'added', '-': 'removed', '~': 'changed' };

/** The same as the command `hub diff` says, to read, copy and review. */
export function DiffText({ diff }: { diff: FlowDiff }) {
  const lines = sayDiff(diff);
  return (
    <section className="diff-text" aria-label={words.changesText}>
      {lines.length === 0 ? (
        <p className="hint">{words.sameDrawing}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, also without a mouse
        <pre tabIndex={0}>
          {lines.map((line) => (
            <span key={line} data-mark={tones[line[0] ?? '']}>
              {`${line}\n`}
            </span>
          ))}
        </pre>
      )}
    </section>
  );
}
