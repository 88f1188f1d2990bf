import { Button, SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Download, Upload } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../api/session.ts';
import { csvAddress, useTable } from '../api/tables.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { tables as words } from '../text/en/tables.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { SheetEditor } from './SheetEditor.tsx';
import { TableVersions } from './TableVersions.tsx';
import { UsedBy } from './UsedBy.tsx';
import './tables.css';

const route = getRouteApi('/tables/$tableId');
const tabs = (['rows', 'versions', 'used'] as const).map((value) => ({ value, label: words.tabs[value] }));

/** One lookup table: its rows, its versions, and the flows that use it. */
export function TablePage() {
  const { tableId } = route.useParams();
  const { tab = 'rows' } = route.useSearch();
  const navigate = route.useNavigate();
  const table = useTable(tableId);
  const readOnly = useMe().data?.role !== 'admin';
  const [isImporting, setImporting] = useState(false);
  useCrumbs([{ name: words.title, to: '/tables' }, { name: table.data?.title ?? tableId }]);
  if (table.isPending)
    return (
      <div className="page">
        <div className="card table-wait">
          <Bones rows={8} />
        </div>
      </div>
    );
  if (table.isError)
    return (
      <div className="page">
        <div className="card table-wait">
          <PanelError title={words.failedOne} error={table.error} onAgain={() => void table.refetch()} />
        </div>
      </div>
    );
  const { data } = table;
  return (
    <div className="page table-page">
      <div className="page-head">
        <h1>{data.title}</h1>
        <span className="mono quiet">{data.id}</span>
        <span className="quiet">
          {words.rows(data.rows.length)}, {words.version(data.version).toLowerCase()}
        </span>
        <div className="push">
          <Button component="a" href={csvAddress(data.id)} download leftSection={<Download size={14} />}>
            {words.export}
          </Button>
          {readOnly ? (
            <span className="hint">{words.onlyAdmin}</span>
          ) : (
            <Button leftSection={<Upload size={14} />} onClick={() => setImporting(true)}>
              {words.import}
            </Button>
          )}
        </div>
      </div>
      <SegmentedControl
        className="table-tabs"
        aria-label={words.tabsLabel}
        data={tabs}
        value={tab}
        onChange={(next) => void navigate({ search: next === 'versions' || next === 'used' ? { tab: next } : {} })}
      />
      {tab === 'rows' ? (
        <SheetEditor key={data.id} table={data} readOnly={readOnly} onReload={() => void table.refetch()} />
      ) : (
        <section className="card table-panel">{tab === 'versions' ? <TableVersions table={data} readOnly={readOnly} /> : <UsedBy id={data.id} />}</section>
      )}
      {isImporting ? <ImportDialog table={data} onClose={() => setImporting(false)} /> : null}
    </div>
  );
}
