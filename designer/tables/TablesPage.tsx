import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Plus, Table2 } from 'lucide-react';
import { useState } from 'react';
import type { TableSummary } from '../../server/http/api.ts';
import { useMe } from '../api/session.ts';
import { useTables } from '../api/tables.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { TableHead } from '../show/TableHead.tsx';
import { When } from '../show/When.tsx';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { tables as words } from '../text/en/tables.ts';
import { NewTable } from './NewTable.tsx';
import { Views } from './Views.tsx';
import './tables.css';

/** Every lookup table with its size and its last change. */
export function TablesPage() {
  useCrumbs([{ name: words.title }]);
  const tables = useTables();
  const admin = useMe().data?.role === 'admin';
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Button variant="filled" leftSection={<Plus size={14} />} onClick={() => setAdding(true)}>
      {words.new}
    </Button>
  );
  const items = tables.data ?? [];
  return (
    <div className="page page-scroll">
      <div className="page-head">
        <h1>{words.title}</h1>
        {tables.data ? <span className="quiet">{words.count(items.length)}</span> : null}
        <Views />
        <div className="push">{admin ? items.length > 0 ? add : null : <span className="hint">{words.onlyAdmin}</span>}</div>
      </div>
      <section className="card table-list">
        {tables.isPending ? (
          <Bones rows={4} />
        ) : tables.isError ? (
          <PanelError title={words.failed} error={tables.error} onAgain={() => void tables.refetch()} />
        ) : items.length === 0 ? (
          <Empty kind="first" icon={Table2} title={words.emptyTitle} acts={admin ? add : null}>
            {words.emptyText}
          </Empty>
        ) : (
          <List items={items} />
        )}
      </section>
      {isAdding ? <NewTable onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function List({ items }: { items: TableSummary[] }) {
  return (
    <table className="plain-table tables-table">
      <TableHead columns={words.columns} prefix="tables-" />
      <tbody>
        {items.map((table) => (
          <tr key={table.id}>
            <th scope="row" className="tables-title">
              <Link to="/tables/$tableId" params={{ tableId: table.id }} className="row-link">
                {table.title}
              </Link>{' '}
              <span className="mono quiet">{table.id}</span>
            </th>
            <td className="tables-columns cut" title={table.columns.map(({ name }) => name).join(', ')}>
              {table.columns.map(({ name }) => name).join(', ')} <span className="quiet">{words.keyOf(table.key)}</span>
            </td>
            <td className="tables-rows num">{table.rows.toLocaleString('en')}</td>
            <td className="tables-version num">{table.version}</td>
            <td className="tables-at">
              <When at={table.at} />
            </td>
            <td className="tables-by">{table.by}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
