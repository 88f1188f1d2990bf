import { Button } from '@mantine/core';
import type { TableDetail } from '../../server/http/api.ts';
import { csvAddress, usePutBack, useTableVersions } from '../api/tables.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { tables as words } from '../text/en/tables.ts';
import { VersionTable } from './VersionTable.tsx';

/** Every version of a table. */
export function TableVersions({ table, readOnly }: { table: TableDetail; readOnly: boolean }) {
  const list = useTableVersions(table.id);
  const putBack = usePutBack(table.id);
  if (list.isPending) return <Bones rows={4} />;
  if (list.isError) return <PanelError title={words.versionsFailed} error={list.error} onAgain={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap(({ items }) => items.map(({ number, at, by, message, rows: size }) => ({ number, at, by, message, size })));
  return (
    <div className="plain-scroll">
      <VersionTable
        rows={rows}
        newest={table.version}
        readOnly={readOnly}
        csv={(version) => csvAddress(table.id, version)}
        busy={putBack.isPending}
        onPutBack={(number, message, done) =>
          putBack.mutate(
            { number, message, rev: table.rev },
            {
              onSuccess: ({ version }) => {
                done();
                say(words.didPutBack(version));
              },
              onError: sayRefused,
            },
          )
        }
      />
      {list.hasNextPage ? (
        <Button className="older" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.more}
        </Button>
      ) : null}
    </div>
  );
}
