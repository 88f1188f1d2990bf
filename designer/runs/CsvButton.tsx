import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { type RunsAsk, readAllRuns } from '../api/runs.ts';
import { useListKeys } from '../keys/use-list-keys.ts';
import { sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';
import { csvOf, save } from './csv.ts';

/** Every run the filter lets through, all pages, as a file. */
export function CsvButton({ ask }: { ask: RunsAsk }) {
  const [read, setRead] = useState<number>();
  const write = async () => {
    setRead(0);
    try {
      save(`runs-${new Date().toISOString().slice(0, 10)}.csv`, csvOf(await readAllRuns(ask, setRead)));
    } catch (error) {
      sayRefused(error);
    } finally {
      setRead(undefined);
    }
  };
  useListKeys({ E: () => read === undefined && void write() });
  return (
    <Button leftSection={<Download size={14} />} disabled={read !== undefined} onClick={() => void write()}>
      {read === undefined ? en.runs.csv : en.runs.csvBusy(read)}
    </Button>
  );
}
