import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useListKeys } from '../keys/use-list-keys.ts';
import { save } from './csv-file.ts';
import { sayRefused } from './notify.tsx';

interface CsvButtonProps {
  /** The file is called `<name>-<day>.csv`. */
  name: string;
  /** Reads every row the filter lets through, all pages, and says how many it has so far. */
  read(told: (rows: number) => void): Promise<string>;
  words: { csv: string; csvBusy(rows: number): string };
}

/** A list as a file; key E. */
export function CsvButton({ name, read, words }: CsvButtonProps) {
  const [rows, setRows] = useState<number>();
  const write = async () => {
    setRows(0);
    try {
      save(`${name}-${new Date().toISOString().slice(0, 10)}.csv`, await read(setRows));
    } catch (error) {
      sayRefused(error);
    } finally {
      setRows(undefined);
    }
  };
  useListKeys({ E: () => rows === undefined && void write() });
  return (
    <Button leftSection={<Download size={14} />} disabled={rows !== undefined} onClick={() => void write()}>
      {rows === undefined ? words.csv : words.csvBusy(rows)}
    </Button>
  );
}
