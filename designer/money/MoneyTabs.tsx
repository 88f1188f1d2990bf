import { Link } from '@tanstack/react-router';
import { useMatches } from '../api/money.ts';
import { money as words } from '../text/en/money.ts';
import './money.css';

const tabs = [
  { name: 'matches', to: '/money/matches' },
  { name: 'statements', to: '/money/statements' },
  { name: 'invoices', to: '/money/invoices' },
] as const;

/** The views of money, with how many payments wait. */
export function MoneyTabs({ here }: { here: (typeof tabs)[number]['name'] }) {
  const waiting = useMatches('waiting').data?.counts.waiting;
  return (
    <nav className="money-tabs" aria-label={words.views}>
      {tabs.map(({ name, to }) => (
        <Link key={name} to={to} className="money-tab" {...(name === here ? { 'data-current': true, 'aria-current': 'page' as const } : {})}>
          {words.tabs[name]}
          {name === 'matches' && waiting !== undefined ? <span className="num quiet">{waiting}</span> : null}
        </Link>
      ))}
    </nav>
  );
}
