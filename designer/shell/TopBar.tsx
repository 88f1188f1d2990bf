import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import type { Me } from '../../server/http/api.ts';
import { KeysHelp } from '../keys/KeysHelp.tsx';
import { en } from '../text/en.ts';
import { useTrail } from './crumbs.ts';
import { Environment } from './Environment.tsx';
import { Loom } from './Loom.tsx';
import { Search } from './Search.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import { UserMenu } from './UserMenu.tsx';

/** Where one is, which world it is, search, theme and account. */
export function TopBar({ me }: { me: Me }) {
  const crumbs = useTrail();
  return (
    <header className="top">
      <span className="top-mark">
        <Loom size={22} />
      </span>
      <nav className="crumbs" aria-label={en.shell.crumbs}>
        {crumbs.map((crumb, index) => (
          <Fragment key={`${crumb.name}-${crumb.to ?? ''}`}>
            {index > 0 ? <ChevronRight size={14} aria-hidden className="quiet" /> : null}
            {crumb.to && index < crumbs.length - 1 ? (
              <Link to={crumb.to} className="crumb">
                {crumb.name}
              </Link>
            ) : (
              <span className="crumb" data-here>
                {crumb.name}
              </span>
            )}
          </Fragment>
        ))}
      </nav>
      <Environment name={me.environment} />
      <div className="top-right">
        <Search />
        <KeysHelp />
        <ThemeSwitch />
        <UserMenu me={me} />
      </div>
    </header>
  );
}
