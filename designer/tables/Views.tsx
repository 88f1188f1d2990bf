import { Link } from '@tanstack/react-router';
import { tables as words } from '../text/en/tables.ts';

/** Between tables and values, which expressions look up alike. */
export function Views() {
  return (
    <nav className="table-views" aria-label={words.views}>
      <Link to="/tables" activeOptions={{ exact: true }} activeProps={{ 'data-current': true, 'aria-current': 'page' }}>
        {words.title}
      </Link>
      <Link to="/values" activeProps={{ 'data-current': true, 'aria-current': 'page' }}>
        {words.values}
      </Link>
    </nav>
  );
}
