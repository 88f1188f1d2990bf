import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import type { Me } from '../../server/http/api.ts';
import { useSignOut } from '../api/session.ts';
import { sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';
import { setUpPlaces } from './places.ts';

/** Two letters for a person: of the name, else of the address. */
export function initialsOf(me: Pick<Me, 'name' | 'email'>): string {
  const words = (me.name.trim() || me.email.split('@')[0] || '?').split(/[\s._-]+/).filter(Boolean);
  return ((words[0]?.[0] ?? '?') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : (words[0]?.[1] ?? ''))).toUpperCase();
}

/** Who is signed in, and the way out. */
export function UserMenu({ me }: { me: Me }) {
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <button type="button" className="initials" aria-label={en.shell.account(initialsOf(me), me.name)}>
          {initialsOf(me)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className="who">
          <span className="who-name">{me.name}</span>
          <span className="hint">{me.email}</span>
          <span className="hint">
            {me.role}, Orderloom {me.version}
          </span>
        </Menu.Label>
        <Menu.Divider />
        {setUpPlaces.map(({ to, name, icon: Icon }) => (
          <Menu.Item key={to} className="menu-place" component={Link} to={to} leftSection={<Icon size={16} aria-hidden />}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<LogOut size={16} />} onClick={() => signOut.mutate(undefined, { onError: sayRefused })}>
          {en.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
