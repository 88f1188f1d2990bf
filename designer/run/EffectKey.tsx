import { Tooltip } from '@mantine/core';
import { say } from '../show/notify.tsx';
import { run as words } from '../text/en/run.ts';
import './effect-key.css';
import { shortKey } from './effect-words.ts';

/** The short key of an effect; the whole key on hover, and copied on click. */
export function EffectKey({ of }: { of: string }) {
  const copy = () => {
    void navigator.clipboard?.writeText(of);
    say(words.copied);
  };
  return (
    <Tooltip label={of}>
      <button type="button" className="effect-key mono" aria-label={`${shortKey(of)}, ${words.fullKey(of)}`} onClick={copy}>
        {shortKey(of)}
      </button>
    </Tooltip>
  );
}
