import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { CalendarDetail } from '../../server/http/api.ts';
import { useCalendar } from '../api/calendars.ts';
import { useMe } from '../api/session.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { CalendarFacts } from './CalendarFacts.tsx';
import { CalendarForm } from './CalendarForm.tsx';
import { draftOf } from './draft.ts';
import { RemoveDialog } from './RemoveDialog.tsx';
import { YearView } from './YearView.tsx';
import { monthsOf, wholeOf } from './year.ts';
import './calendars.css';

const words = en.calendars;
const route = getRouteApi('/calendars/$calendarId');

/** One calendar: its year, its hours, who uses it. */
export function CalendarPage() {
  const { calendarId } = route.useParams();
  const { edit, year = new Date().getFullYear() } = route.useSearch();
  const navigate = route.useNavigate();
  const one = useCalendar(calendarId);
  const me = useMe().data;
  useCrumbs([{ name: words.title, to: '/calendars' }, { name: one.data?.title ?? calendarId }]);
  if (one.isPending) return <Bones rows={12} />;
  if (one.isError) return <PanelError title={words.oneFailed} error={one.error} onAgain={() => void one.refetch()} />;
  const calendar = one.data;
  const mayEdit = me?.role === 'admin' && !calendar.shipped;
  if (edit && mayEdit) return <CalendarForm title={calendar.title} draft={draftOf(calendar)} rev={calendar.rev} onDone={() => void navigate({ search: {} })} />;
  const months = monthsOf(wholeOf(calendar), year);
  return (
    <div className="page calendar-page">
      <Head calendar={calendar} mayEdit={mayEdit} onEdit={() => void navigate({ search: { edit: true } })} onGone={() => void navigate({ to: '/calendars' })} />
      <div className="calendar-body">
        <YearView year={year} months={months} onYear={(next) => void navigate({ search: { year: next }, replace: true })} />
        <CalendarFacts calendar={calendar} year={year} months={months} />
      </div>
    </div>
  );
}

interface HeadProps {
  calendar: CalendarDetail;
  mayEdit: boolean;
  onEdit: () => void;
  onGone: () => void;
}

function Head({ calendar, mayEdit, onEdit, onGone }: HeadProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="page-head">
      <h1>{calendar.title}</h1>
      <span className="mono quiet">{calendar.id}</span>
      <span className="quiet">
        {calendar.zone}, {words.version(calendar.version)}
      </span>
      <div className="push">
        {mayEdit ? (
          <>
            {calendar.usedBy.length === 0 ? (
              <Button variant="subtle" onClick={() => setAsking(true)}>
                {words.remove}
              </Button>
            ) : null}
            <Button leftSection={<Pencil size={14} />} onClick={onEdit}>
              {words.edit}
            </Button>
          </>
        ) : (
          <span className="hint">{calendar.shipped ? words.isShipped : words.onlyAdmin}</span>
        )}
      </div>
      {isAsking && calendar.rev !== undefined ? (
        <RemoveDialog id={calendar.id} title={calendar.title} rev={calendar.rev} onDone={onGone} onClose={() => setAsking(false)} />
      ) : null}
    </div>
  );
}
