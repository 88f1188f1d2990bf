import { Button } from '@mantine/core';
import { Landmark } from 'lucide-react';
import { useTakeStatement } from '../api/money.ts';
import { DropFiles } from '../money/DropFiles.tsx';
import { MoneyTabs } from '../money/MoneyTabs.tsx';
import { useCrumbs } from '../shell/crumbs.ts';
import { Empty } from '../states/Empty.tsx';
import { money } from '../text/en/money.ts';
import { statements as words } from '../text/en/statements.ts';
import { BankFile } from './BankFile.tsx';
import { addFiles, markRefused, markTaken, type ReadFile, useFiles } from './intake.ts';
import { isReady } from './ready.ts';
import './statements.css';

/** Files of banks: read and shown, then taken into the books. */
export function StatementsPage() {
  useCrumbs([{ name: money.title, to: '/money/matches' }, { name: words.title }]);
  const files = useFiles();
  const take = useTakeStatement();
  const ready = files.filter(isReady);
  const takeThese = async (these: readonly ReadFile[]) => {
    for (const { key, file } of these) {
      try {
        markTaken(key, await take.mutateAsync(file));
      } catch (error) {
        markRefused(key, error);
      }
    }
  };
  return (
    <div className="money">
      <MoneyTabs here="statements" />
      <div className="page statements-page">
        <div className="page-head">
          <h1>{words.title}</h1>
          <span className="quiet">{words.lead}</span>
          {ready.length > 1 ? (
            <div className="push">
              <Button variant="filled" loading={take.isPending} onClick={() => void takeThese(ready)}>
                {words.takeAll(ready.length)}
              </Button>
            </div>
          ) : null}
        </div>
        <DropFiles words={words} many onFiles={addFiles} />
        {files.length === 0 ? (
          <div className="card">
            <Empty kind="first" icon={Landmark} title={words.emptyTitle}>
              {words.emptyText}
            </Empty>
          </div>
        ) : (
          <ul className="bank-files" aria-label={words.list}>
            {files.map((one) => (
              <li key={one.key}>
                <BankFile read={one} busy={take.isPending} onTake={() => void takeThese([one])} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
