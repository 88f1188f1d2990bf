import { useSwitches } from '../api/held.ts';
import { SwitchButton } from './SwitchButton.tsx';

/** Pauses or resumes one connection, wherever its row stands; nothing until it is known. */
export function ConnectionSwitch({ id }: { id: string }) {
  const found = useSwitches().data?.find((one) => one.kind === 'connection' && one.id === id);
  return found ? <SwitchButton of={found} /> : null;
}
