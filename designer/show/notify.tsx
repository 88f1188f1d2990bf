import { notifications } from '@mantine/notifications';
import { Check, CircleX } from 'lucide-react';
import { ApiError } from '../api/client.ts';
import { en } from '../text/en.ts';

const closing = { closeButtonProps: { 'aria-label': en.act.close } };

/** Says in one line what an act did. */
export const say = (message: string): void => {
  notifications.show({ message, icon: <Check size={16} color="var(--completed)" />, color: 'transparent', autoClose: 6_000, withBorder: true, ...closing });
};

/** Says why an act was refused, with what to give to support. */
export function sayRefused(error: unknown): void {
  const known = error instanceof ApiError;
  notifications.show({
    title: known ? error.message : 'That did not work.',
    message: known ? `${error.code}${error.requestId ? `, request ${error.requestId}` : ''}` : String(error),
    icon: <CircleX size={16} color="var(--parked)" />,
    color: 'transparent',
    autoClose: 12_000,
    withBorder: true,
    ...closing,
  });
}
