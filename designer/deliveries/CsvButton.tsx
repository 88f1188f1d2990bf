import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { type DeliveriesAsk, readAllDeliveries } from '../api/deliveries.ts';
import { useListKeys } from '../keys/use-list-keys.ts';
import { save } from '../runs/csv.ts';
import { sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';
import { csvOf } from './csv.ts';

/** Every message the filter lets through, all pages, as a file. */
export function CsvButton({ ask }: { ask: DeliveriesAsk }) {
  const [read, setRead] = useState<number>();
  const write = async () => {
    setRead(0);
    try {
      save(`deliveries-${new Date().toISOString().slice(0, 10)}.csv`, csvOf(await readAllDeliveries(ask, setRead)));
    } catch (error) {
      sayRefused(error);
    } finally {
      setRead(undefined);
    }
  };
  useListKeys({ E: () => read === undefined && void write() });
  return (
    <Button leftSection={<Download size={14} />} disabled={read !== undefined} onClick={() => void write()}>
      {read === undefined ? en.deliveries.csv : en.deliveries.csvBusy(read)}
    </Button>
  );
}
