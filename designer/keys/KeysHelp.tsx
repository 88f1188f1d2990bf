import { Modal, Switch, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { en } from '../text/en.ts';
import { switchLetters, useLettersOn } from './single-letters.ts';
import './keys.css';

/** All keys on one page, and the switch that rests the single letters. */
export function KeysHelp() {
  const [open, setOpen] = useState(false);
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
        <div className="keys-groups">
          {en.keys.groups.map((group) => (
            <section key={group.name}>
              <h3>{group.name}</h3>
              <dl>
                {group.keys.map(([keys, what]) => (
                  <div key={keys}>
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
        </div>
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
