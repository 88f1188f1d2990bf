import { en } from '../text/en.ts';

const widths = [20, 64, 96, 120];

/** Grey rows in the shape of what is coming; invisible for the first 150 ms. */
export function Bones({ rows = 8 }: { rows?: number }) {
  return (
    <div className="bones" role="status" aria-label={en.shell.loading}>
      {[...Array(rows).keys()].map((row) => (
        <div className="bones-row" key={row}>
          {widths.map((width) => (
            <span className="bone" key={width} style={{ width }} />
          ))}
          <span className="bone" style={{ width: 72, marginLeft: 'auto' }} />
        </div>
      ))}
    </div>
  );
}
