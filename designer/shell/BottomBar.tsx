import { Link } from '@tanstack/react-router';
import { en } from '../text/en.ts';
import { useMyTaskCount } from './my-tasks.ts';
import { demoPlace, places } from './places.ts';

/** The way around on phones. */
export function BottomBar({ demo }: { demo: boolean }) {
  const tasks = useMyTaskCount();
  return (
    <nav className="bottom" aria-label={en.shell.places}>
      {[...places, ...(demo ? [demoPlace] : [])].map(({ to, name, icon: Icon }) => (
        <Link key={to} to={to} className="bottom-link" activeProps={{ 'data-current': true, 'aria-current': 'page' }}>
          <span className="bottom-icon">
            <Icon size={20} strokeWidth={1.75} aria-hidden />
            {to === '/inbox' && tasks > 0 ? <span className="badge num">{tasks}</span> : null}
          </span>
          {name}
        </Link>
      ))}
    </nav>
  );
}
