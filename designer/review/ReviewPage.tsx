import { Button } from '@mantine/core';
import { ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { useHeld, useNewestHeld } from '../api/review.ts';
import { useMe } from '../api/session.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { HeldTable } from './HeldTable.tsx';
import { ResumeDialog } from './ResumeDialog.tsx';

const words = en.review;

/** After a backup was put back: calls that wait for a person to compare them with their receivers, and the way to let them go. */
export function ReviewPage() {
  useCrumbs([{ name: words.title }]);
  const me = useMe().data;
  const isOpen = me?.review !== undefined;
  const list = useHeld(isOpen);
  const newest = useNewestHeld(isOpen).data;
  const [isAsking, setAsking] = useState(false);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const known = new Set(rows.map(({ runId }) => runId));
  const news = newest?.items.filter(({ runId }) => !known.has(runId)).length ?? 0;
  if (!isOpen)
    return (
      <div className="page">
        <h1 className="hidden-words">{words.title}</h1>
        <Empty kind="good" title={words.closedTitle}>
          {words.closedText}
        </Empty>
      </div>
    );
  return (
    <div className="page review-page">
      <div className="page-head">
        <h1>{words.title}</h1>
        <span className="quiet">{newest ? words.count(newest.items.length, newest.next !== null) : null}</span>
        <div className="push">
          {me?.role === 'admin' ? (
            <Button variant="filled" disabled={!newest} onClick={() => setAsking(true)}>
              {words.resume}
            </Button>
          ) : (
            <span className="hint">{words.onlyAdmin}</span>
          )}
        </div>
      </div>
      <p className="review-knows">
        {words.knows} {words.knowsNot}
      </p>
      <section className="card held-card">
        {news > 0 && rows.length > 0 ? (
          <Button className="news" size="xs" variant="filled" leftSection={<ArrowUp size={14} />} onClick={() => void list.refetch()}>
            {words.news(news)}
          </Button>
        ) : null}
        <div className="held-scroll">
          {list.isPending ? (
            <Bones rows={8} />
          ) : list.isError && rows.length === 0 ? (
            <PanelError title={words.failed} error={list.error} onAgain={() => void list.refetch()} />
          ) : rows.length > 0 ? (
            <HeldTable rows={rows} />
          ) : (
            <Empty kind="good" title={words.noneTitle} acts={news > 0 ? <Button onClick={() => void list.refetch()}>{words.news(news)}</Button> : null}>
              {words.noneText}
            </Empty>
          )}
          {list.hasNextPage ? (
            <div className="held-more">
              <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {words.more}
              </Button>
            </div>
          ) : null}
        </div>
      </section>
      {isAsking && newest ? <ResumeDialog held={newest.items.length} more={newest.next !== null} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}
