import { instantOf, momentOf } from './moment.ts';

/** A moment in short, with the full instant on hover. */
export function When({ at }: { at: string }) {
  return (
    <time className="num" dateTime={at} title={instantOf(at)}>
      {momentOf(at)}
    </time>
  );
}
