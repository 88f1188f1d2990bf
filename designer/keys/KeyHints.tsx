import './keys.css';

/** Keys of this page, said at its foot; not shown where there is no keyboard. */
export function KeyHints({ keys }: { keys: readonly (readonly [string, string])[] }) {
  return (
    <p className="key-hints">
      {keys.map(([key, what]) => (
        <span key={key} className="key-hint">
          {key.split(' ').map((letter) => (
            <kbd key={letter}>{letter}</kbd>
          ))}
          {what}
        </span>
      ))}
    </p>
  );
}
