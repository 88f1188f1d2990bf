import { Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { en } from '../text/en.ts';
import { Loom } from './Loom.tsx';
import { useMyTaskCount } from './my-tasks.ts';
import { demoPlace, type Place, places, setUpPlaces } from './places.ts';

function RailLink({ place, badge }: { place: Place; badge: number }) {
  const Icon = place.icon;
  return (
    <Tooltip label={place.name} position="right" offset={8}>
      <Link
        to={place.to}
        className="rail-link"
        activeProps={{ 'data-current': true, 'aria-current': 'page' }}
        aria-label={badge > 0 ? `${place.name}, ${badge}` : place.name}
      >
        <Icon size={20} strokeWidth={1.75} aria-hidden />
        {badge > 0 ? <span className="badge num">{badge}</span> : null}
      </Link>
    </Tooltip>
  );
}

/** The way around on wide screens: one icon per place, its name in a tooltip. */
export function Rail({ demo }: { demo: boolean }) {
  const tasks = useMyTaskCount();
  return (
    <nav className="rail" aria-label={en.shell.places}>
      <Link to="/flows" className="rail-mark" aria-label={en.shell.name}>
        <Loom size={22} />
      </Link>
      {places.map((place) => (
        <RailLink key={place.to} place={place} badge={place.to === '/inbox' ? tasks : 0} />
      ))}
      <div className="rail-foot">
        {[...setUpPlaces, ...(demo ? [demoPlace] : [])].map((place) => (
          <RailLink key={place.to} place={place} badge={0} />
        ))}
      </div>
    </nav>
  );
}
