import { Button } from '@mantine/core';
import { Pause, Play } from 'lucide-react';
import { useState } from 'react';
import type { Switch } from '../../server/http/api.ts';
import { useMe } from '../api/session.ts';
import { switches as words } from '../text/en/switches.ts';
import { SwitchDialog } from './SwitchDialog.tsx';
import './switches.css';

/** Operations switch connections; what comes in is the admin's. */
export const useMaySwitch = (kind: Switch['kind']): boolean => {
  const role = useMe().data?.role;
  return role === 'admin' || (role === 'operator' && kind === 'connection');
};

/** The one button of a switch, for those who may; it says whose it is to those who cannot see where it stands. */
export function SwitchButton({ of }: { of: Switch }) {
  const [isAsking, setAsking] = useState(false);
  if (!useMaySwitch(of.kind)) return null;
  return (
    <>
      <Button
        className="switch-button"
        variant={of.paused ? 'filled' : 'default'}
        leftSection={of.paused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
        aria-label={of.paused ? words.resumeOf(of.title) : words.pauseOf(of.title)}
        onClick={() => setAsking(true)}
      >
        {of.paused ? words.resume : words.pause}
      </Button>
      {isAsking && <SwitchDialog of={of} onClose={() => setAsking(false)} />}
    </>
  );
}
