import { Button, SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { useDeputy, useDoneTasks, useOpenTasks } from '../api/tasks.ts';
import { KeyHints } from '../keys/KeyHints.tsx';
import { useListKeys } from '../keys/use-list-keys.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { useNow } from '../show/use-now.ts';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { focusAnswer } from './Decision.tsx';
import { DeputyBanner, NameDeputy } from './Deputy.tsx';
import { byUrgency } from './due.ts';
import { grouped } from './groups.ts';
import './inbox.css';
import { TaskList, taskId } from './TaskList.tsx';
import { TaskWork } from './TaskWork.tsx';

const route = getRouteApi('/inbox');

/** Work that waits for a person: a list, one task at a time, and the way on to the next. */
export function InboxPage() {
  const { task: asked, view } = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const open = useOpenTasks();
  const done = useDoneTasks(view === 'done');
  const shown = view === 'done' ? done : open;
  const standsIn = (useDeputy().data?.for.length ?? 0) > 0;
  // In the order of the groups, so that J and K walk what is seen.
  const todo = useMemo(() => grouped((open.data ?? []).toSorted(byUrgency), now).flatMap(({ tasks }) => tasks), [open.data, now]);
  const mine = todo.filter((task) => task.mine);
  const theirs = todo.filter((task) => task.for !== undefined);
  const tasks = view === 'done' ? (done.data ?? []) : view === 'mine' ? mine : view === 'deputy' ? theirs : todo;
  const at = Math.max(
    0,
    tasks.findIndex((task) => task.id === asked),
  );
  const current = tasks[at];
  useCrumbs(current ? [{ name: en.inbox.title, to: '/inbox' }, { name: `${current.title}, ${current.key}` }] : [{ name: en.inbox.title }]);

  const moved = useRef(false);
  const go = (id: string | undefined) => void navigate({ search: { ...(id ? { task: id } : {}), ...(view ? { view } : {}) }, replace: true });
  const step = (by: number) => {
    const next = tasks[Math.max(0, Math.min(tasks.length - 1, at + by))];
    if (!next) return;
    moved.current = true;
    go(next.id);
  };
  useEffect(() => {
    if (!moved.current || !current) return;
    moved.current = false;
    document.getElementById(taskId(current.id))?.focus();
  }, [current]);
  useListKeys({
    J: () => step(1),
    K: () => step(-1),
    Enter: () => (document.activeElement === document.body || document.activeElement?.classList.contains('task')) && focusAnswer(),
    O: () => current && void navigate({ to: '/runs/$runId', params: { runId: current.runId } }),
  });
  const next = () => {
    moved.current = true;
    go((tasks[at + 1] ?? tasks[at - 1])?.id);
  };
  return (
    <div className="inbox" data-task={asked !== undefined || undefined}>
      <section className="inbox-list" aria-label={en.inbox.title}>
        <div className="inbox-head">
          <h1>{en.inbox.title}</h1>
          <SegmentedControl
            size="xs"
            aria-label={en.inbox.list}
            value={view ?? 'open'}
            data={[
              { value: 'open', label: `${en.inbox.open} ${todo.length}` },
              { value: 'mine', label: `${en.inbox.mine} ${mine.length}` },
              ...(standsIn || view === 'deputy' ? [{ value: 'deputy', label: `${en.inbox.theirs} ${theirs.length}` }] : []),
              { value: 'done', label: en.inbox.done },
            ]}
            onChange={(next) => void navigate({ search: next === 'mine' || next === 'deputy' || next === 'done' ? { view: next } : {} })}
          />
        </div>
        <DeputyBanner tasks={theirs.length} />
        <div className="inbox-scroll">
          {shown.isPending ? (
            <Bones />
          ) : shown.isError ? (
            <PanelError title={en.inbox.failed} error={shown.error} onAgain={() => void shown.refetch()} />
          ) : (
            <TaskList tasks={tasks} view={view} current={current?.id} />
          )}
        </div>
        <div className="inbox-foot">
          <KeyHints keys={en.inbox.keys} />
          <NameDeputy />
        </div>
      </section>
      {current ? (
        <TaskWork key={current.id} task={current} onDone={next} />
      ) : shown.isSuccess ? (
        <div className="inbox-none">
          {view === 'mine' ? (
            <Empty
              kind="good"
              title={en.inbox.mineNone}
              acts={todo.length > 0 ? <Button onClick={() => void navigate({ search: {} })}>{en.inbox.mineNoneGo}</Button> : null}
            >
              {en.inbox.mineNoneText(todo.length)}
            </Empty>
          ) : view === 'deputy' ? (
            <Empty kind="good" title={en.inbox.theirsNone}>
              {en.inbox.theirsNoneText}
            </Empty>
          ) : (
            <Empty kind="good" title={view === 'done' ? en.inbox.doneNone : en.inbox.goodTitle}>
              {en.inbox.goodText}
            </Empty>
          )}
        </div>
      ) : null}
    </div>
  );
}
