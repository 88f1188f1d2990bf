import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { CalendarInfo } from '../../server/http/api.ts';
import { useCalendars } from '../api/calendars.ts';
import { useMe } from '../api/session.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { TableHead } from '../show/TableHead.tsx';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { CalendarForm } from './CalendarForm.tsx';
import { emptyDraft } from './draft.ts';
import './calendars.css';

const words = en.calendars;
const route = getRouteApi('/calendars');

/** Every calendar flows can name, and the way to one's own. */
export function CalendarsPage() {
  const { add } = route.useSearch();
  const navigate = route.useNavigate();
  useCrumbs(add ? [{ name: words.title, to: '/calendars' }, { name: words.newTitle }] : [{ name: words.title }]);
  const me = useMe().data;
  const list = useCalendars();
  if (add && me?.role === 'admin')
    return (
      <CalendarForm
        title={words.newTitle}
        draft={emptyDraft(Intl.DateTimeFormat().resolvedOptions().timeZone)}
        rev={undefined}
        onDone={(id) => void (id === undefined ? navigate({ search: {} }) : navigate({ to: '/calendars/$calendarId', params: { calendarId: id } }))}
      />
    );
  return (
    <div className="page calendars-page">
      <div className="page-head">
        <h1>{words.title}</h1>
        <span className="quiet">{words.lead}</span>
        <div className="push">
          {me?.role === 'admin' ? (
            <Button leftSection={<Plus size={14} />} onClick={() => void navigate({ search: { add: true } })}>
              {words.new}
            </Button>
          ) : (
            <span className="hint">{words.onlyAdmin}</span>
          )}
        </div>
      </div>
      <section className="card calendars-card">
        {list.isPending ? (
          <Bones rows={5} />
        ) : list.isError ? (
          <PanelError title={words.failed} error={list.error} onAgain={() => void list.refetch()} />
        ) : (
          <CalendarTable rows={list.data} />
        )}
      </section>
    </div>
  );
}

function CalendarTable({ rows }: { rows: CalendarInfo[] }) {
  const titleOf = (id: string | undefined) => (id === undefined ? words.noBase : (rows.find((one) => one.id === id)?.title ?? id));
  return (
    <table className="calendar-table" aria-label={words.list}>
      <TableHead columns={words.columns} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="calendar-row">
            <td className="calendar-name">
              <Link to="/calendars/$calendarId" params={{ calendarId: row.id }}>
                {row.title}
              </Link>
              <span className="mono quiet">{row.id}</span>
              <span className="tag">{row.shipped ? words.shipped : words.own}</span>
            </td>
            <td className="calendar-zone">{row.zone}</td>
            <td className="calendar-base">{row.shipped ? row.title : titleOf(row.base)}</td>
            <td className="calendar-version">{words.version(row.version)}</td>
            <td className="calendar-used">
              <Used row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Used({ row: { usedBy, version } }: { row: CalendarInfo }) {
  const behind = usedBy.filter((use) => use.version !== undefined && use.version < version).length;
  return (
    <>
      {words.used(usedBy.length)}
      {behind > 0 ? <span className="calendar-behind">, {words.behind(behind)}</span> : null}
    </>
  );
}
