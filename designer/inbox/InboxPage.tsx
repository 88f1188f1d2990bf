import { Button, SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { useMe } from '../api/session.ts';
import { useDoneTasks, useOpenTasks } from '../api/tasks.ts';
import { KeyHints } from '../keys/KeyHints.tsx';
import { useListKeys } from '../keys/use-list-keys.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { isMine } from '../shell/my-tasks.ts';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { byUrgency } from './due.ts';
import './inbox.css';
import { TaskList, taskId } from './TaskList.tsx';
import { focusAnswer, TaskWork } from './TaskWork.tsx';

const route = getRouteApi('/inbox');

/** Work that waits for a person: a list, one task at a time, and the way on to the next. */
export function InboxPage() {
  const { task: asked, view } = route.useSearch();
  const navigate = route.useNavigate();
  const me = useMe().data;
  const open = useOpenTasks();
  const done = useDoneTasks(view === 'done');
  const shown = view === 'done' ? done : open;
  const todo = useMemo(() => (open.data ?? []).toSorted(byUrgency), [open.data]);
  const mine = todo.filter((task) => isMine(task, me));
  const tasks = view === 'done' ? (done.data ?? []) : view === 'mine' ? mine : todo;
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
              { value: 'done', label: en.inbox.done },
            ]}
            onChange={(next) => void navigate({ search: next === 'mine' || next === 'done' ? { view: next } : {} })}
          />
        </div>
        <div className="inbox-scroll">
          {shown.isPending ? (
            <Bones />
          ) : shown.isError ? (
            <PanelError title={en.inbox.failed} error={shown.error} onAgain={() => void shown.refetch()} />
          ) : (
            <TaskList tasks={tasks} view={view} current={current?.id} me={me?.name ?? ''} />
          )}
        </div>
        <div className="inbox-foot">
          <KeyHints keys={en.inbox.keys} />
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
