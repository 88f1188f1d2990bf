import { Modal, Switch, TextInput, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { en } from '../text/en.ts';
import { type KeyGroup, pageKeys } from './page-keys.ts';
import { switchLetters, useLettersOn } from './single-letters.ts';
import './keys.css';

/** All keys on one page, those of what is shown first, and the switch that rests the single letters. */
export function KeysHelp() {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState('');
  const lettersOn = useLettersOn();
  useHotkeys([['shift+?', () => setOpen(true)]]);
  return (
    <>
      <Tooltip label={en.keys.open}>
        <button type="button" className="bar-button keys-button" aria-label={en.keys.open} onClick={() => setOpen(true)}>
          <CircleHelp size={18} strokeWidth={1.75} aria-hidden />
        </button>
      </Tooltip>
      <Modal opened={open} onClose={() => setOpen(false)} title={en.keys.title} size={640} closeButtonProps={{ 'aria-label': en.act.close }}>
        <TextInput
          data-autofocus
          aria-label={en.keys.find}
          placeholder={en.keys.find}
          value={asked}
          onChange={(event) => setAsked(event.currentTarget.value)}
        />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
        <section className="keys-groups" tabIndex={0} aria-label={en.keys.title}>
          {(open ? fitting([...pageKeys(), ...en.keys.groups], asked) : []).map((group) => (
            <section key={group.name}>
              <h3>{group.name}</h3>
              <dl>
                {group.keys.map(([keys, what]) => (
                  <div key={`${keys} ${what}`}>
                    <dt>
                      {keys.split(' ').map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </dt>
                    <dd>{what}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </section>
        <Switch
          className="keys-switch"
          checked={lettersOn}
          onChange={(event) => switchLetters(event.currentTarget.checked)}
          label={en.keys.letters}
          description={en.keys.lettersHint}
        />
      </Modal>
    </>
  );
}

/** Keys whose words or caps hold what was typed. */
function fitting(groups: readonly KeyGroup[], asked: string): KeyGroup[] {
  const wanted = asked.trim().toLowerCase();
  return groups.flatMap(({ name, keys }) => {
    const fit = keys.filter(([caps, what]) => `${caps} ${what}`.toLowerCase().includes(wanted));
    return fit.length > 0 ? [{ name, keys: fit }] : [];
  });
}
