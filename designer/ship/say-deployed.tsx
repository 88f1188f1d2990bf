import { notifications } from '@mantine/notifications';
import { Check } from 'lucide-react';
import { ship } from '../text/en/ship.ts';
import { en } from '../text/en.ts';

const words = ship.deployDialog;

/** One line after a deploy, with the way back in it. */
export function sayDeployed({ number, ms, moved, undo }: { number: number; ms: number; moved: number; undo: (() => void) | undefined }): void {
  const id = `deployed-${number}`;
  const back = () => {
    notifications.hide(id);
    undo?.();
  };
  notifications.show({
    id,
    message: (
      <span className="deployed-line">
        {words.done(number, `${(ms / 1000).toFixed(1)} s`)} {moved > 0 && words.moved(moved)}{' '}
        {undo && (
          <button type="button" onClick={back}>
            {words.undo}
          </button>
        )}
      </span>
    ),
    icon: <Check size={16} color="var(--completed)" />,
    color: 'transparent',
    autoClose: 12_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': en.act.close },
  });
}
