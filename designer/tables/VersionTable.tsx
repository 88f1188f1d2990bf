import { Button } from '@mantine/core';
import { Download, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { ReasonDialog } from '../act/ReasonDialog.tsx';
import { When } from '../show/When.tsx';
import { tables as words } from '../text/en/tables.ts';

export interface VersionRow {
  number: number;
  at: string;
  by: string;
  message: string;
  size: number;
}

/** Versions, newest first, with the way back to each. */
export function VersionTable({
  rows,
  newest,
  readOnly,
  sizeName = words.versionColumns.size,
  csv,
  busy,
  onPutBack,
}: {
  rows: VersionRow[];
  newest: number;
  readOnly: boolean;
  sizeName?: string;
  csv?: (version: number) => string;
  busy: boolean;
  onPutBack: (version: number, reason: string, done: () => void) => void;
}) {
  const [asking, setAsking] = useState<number>();
  const { number: numberHead, at, by, message, acts } = words.versionColumns;
  return (
    <>
      <table className="plain-table version-table">
        <thead>
          <tr>
            {[numberHead, at, by, message, sizeName].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">
              <span className="hidden-words">{acts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((version) => (
            <tr key={version.number}>
              <th scope="row">
                {words.version(version.number)} {version.number === newest ? <span className="tag">{words.current}</span> : null}
              </th>
              <td>
                <When at={version.at} />
              </td>
              <td>{version.by}</td>
              <td>{version.message}</td>
              <td className="num">{version.size.toLocaleString('en')}</td>
              <td className="version-acts">
                {csv ? (
                  <Button
                    component="a"
                    href={csv(version.number)}
                    download
                    variant="subtle"
                    leftSection={<Download size={14} />}
                    aria-label={words.csvOf(version.number)}
                  >
                    {words.csv}
                  </Button>
                ) : null}
                {readOnly || version.number === newest ? null : (
                  <Button leftSection={<RotateCcw size={14} />} onClick={() => setAsking(version.number)}>
                    {words.putBack}
                    <span className="hidden-words"> {words.version(version.number)}</span>
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asking === undefined ? null : (
        <ReasonDialog
          title={words.putBackTitle(asking)}
          what={words.putBackWhat}
          go={words.putBackGo(asking)}
          busy={busy}
          onClose={() => setAsking(undefined)}
          onGo={(reason) => onPutBack(asking, reason, () => setAsking(undefined))}
        />
      )}
    </>
  );
}
