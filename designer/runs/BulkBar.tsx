import { Button, Menu } from '@mantine/core';
import { RotateCcw, Snowflake, X } from 'lucide-react';
import { useState } from 'react';
import type { BulkAsk } from '../../server/http/api.ts';
import { moneysOf, sumByCurrency } from '../show/amount.ts';
import { clockOf } from '../show/moment.ts';
import { en } from '../text/en.ts';
import { BulkDialog } from './BulkDialog.tsx';
import type { Selection } from './use-selection.ts';

/** What is chosen, how much money that is, and what can be done with it. */
export function BulkBar({ selection }: { selection: Selection }) {
  const [act, setAct] = useState<BulkAsk['act']>();
  const runs = [...selection.chosen.values()];
  const n = runs.length;
  const parked = runs.filter((run) => run.status === 'parked').length;
  const open = runs.filter((run) => run.status === 'running' || run.status === 'waiting').length;
  const words = en.runs.bulk;
  if (n === 0) return null;
  return (
    <section className="bulk" aria-label={words.selected(n)}>
      <Snowflake size={16} aria-hidden />
      <div className="bulk-what">
        <strong className="bulk-long">{words.selected(n)}</strong>
        <strong className="bulk-short">{words.short(n)}</strong> <span className="num">{moneysOf(sumByCurrency(runs.map((run) => run.amount)))}</span>
        <span className="bulk-frozen">, {words.frozen(clockOf(selection.at))}</span>
        <p className="hint bulk-split">
          {words.would}{' '}
          {[parked && words.parked(parked), open && words.open(open), n - parked - open && words.done(n - parked - open)].filter(Boolean).join(', ')}
        </p>
      </div>
      <div className="bulk-acts">
        <Button variant="filled" leftSection={<RotateCcw size={14} />} disabled={parked === 0} onClick={() => setAct('retry')}>
          {words.retry(parked)}
        </Button>
        <Button className="bulk-long" disabled={parked === 0} onClick={() => setAct('skip')}>
          {words.skip(parked)}
        </Button>
        <Button className="bulk-long danger" disabled={parked + open === 0} onClick={() => setAct('cancel')}>
          {words.cancel(parked + open)}
        </Button>
        <Menu position="top-end">
          <Menu.Target>
            <Button className="bulk-short">{words.more}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={parked === 0} onClick={() => setAct('skip')}>
              {words.skip(parked)}
            </Menu.Item>
            <Menu.Item disabled={parked + open === 0} onClick={() => setAct('cancel')}>
              {words.cancel(parked + open)}
            </Menu.Item>
            <Menu.Item onClick={selection.clear}>{words.clear}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <button type="button" className="bar-button bulk-long" aria-label={words.clear} onClick={selection.clear}>
          <X size={16} aria-hidden />
        </button>
      </div>
      {act ? (
        <BulkDialog
          act={act}
          runs={runs.filter((run) => run.status === 'parked' || (act === 'cancel' && (run.status === 'running' || run.status === 'waiting')))}
          onClose={() => setAct(undefined)}
          onDone={selection.clear}
        />
      ) : null}
    </section>
  );
}
