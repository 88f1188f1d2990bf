import { sparkLines } from './figures.ts';

/** A small line beside its figures. */
export function Spark({ values }: { values: (number | null)[] }) {
  return (
    <svg className="spark" width={72} height={20} viewBox="0 0 72 20" aria-hidden>
      {sparkLines(values, 72, 20).map((points) =>
        points.includes(' ') ? <polyline key={points} points={points} /> : <circle key={points} cx={points.split(',')[0]} cy={points.split(',')[1]} r={1.5} />,
      )}
    </svg>
  );
}
