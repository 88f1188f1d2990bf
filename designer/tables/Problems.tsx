import { CircleX } from 'lucide-react';
import type { ApiError } from '../api/client.ts';
import { tables as words } from '../text/en/tables.ts';
import type { Place } from './Grid.tsx';

/** Everything that kept a table from being saved; where it is a cell, the way to it. */
export function Problems({ error, onGo }: { error: ApiError; onGo?: (place: Place) => void }) {
  const problems = error.problems ?? [{ code: error.code, path: error.path ?? '', message: error.message }];
  return (
    <div className="callout problems" data-tone="parked" role="alert">
      <CircleX size={16} aria-hidden />
      <div>
        <p>{words.problems(problems.length)}</p>
        <ul>
          {problems.map(({ path, message }) => {
            const place = placeOf(path);
            return (
              <li key={`${path}${message}`}>
                {place && onGo ? (
                  <button type="button" className="link" onClick={() => onGo(place)}>
                    {message}
                  </button>
                ) : (
                  message
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

function placeOf(path: string): Place | undefined {
  const [, row, column] = /^\/rows\/(\d+)(?:\/(\d+))?$/.exec(path) ?? [];
  return row === undefined ? undefined : { row: Number(row), column: Number(column ?? 0) };
}
