import { Button } from '@mantine/core';
import type { FlowDetail, VersionInfo } from '../../server/http/api.ts';
import { exportedFile } from '../api/ship.ts';
import { instantOf, momentOf } from '../show/moment.ts';
import { sayRefused } from '../show/notify.tsx';
import { TableHead } from '../show/TableHead.tsx';
import { ship as words } from '../text/en/ship.ts';
import { saveFile } from './save-file.ts';

interface HistoryProps {
  flowId: string;
  detail: FlowDetail;
  versions: readonly VersionInfo[];
  /** May change what is live. */
  isAdmin: boolean;
  onCompare: (version: string) => void;
  onRollBack: (version: VersionInfo) => void;
}

/** Every version of a flow: what it said, who deployed it, how many runs still follow it, and what can be done with it. */
export function History({ flowId, detail, versions, isAdmin, onCompare, onRollBack }: HistoryProps) {
  const live = detail.deployed?.version;
  return (
    <section className="version-list" aria-label={words.views.history}>
      <table>
        <TableHead columns={words.columns} />
        <tbody>
          {versions.map((version) => (
            <tr key={version.version} data-current={version.version === live}>
              <th scope="row">
                {words.version(version.number)} {version.version === live && <span className="tag live">{words.current}</span>}
              </th>
              <td className="version-message">{version.message}</td>
              <td className="num" title={instantOf(version.at)}>
                {momentOf(version.at)}
              </td>
              <td>{version.by}</td>
              <td className="num">
                {version.open.toLocaleString('en')} <span className="version-word">{words.openRuns}</span>
              </td>
              <td className="version-acts">
                <Button size="xs" variant="subtle" aria-label={words.compareWith(version.number)} onClick={() => onCompare(version.version)}>
                  {words.compare}
                </Button>
                {isAdmin && (
                  <Button size="xs" variant="subtle" aria-label={words.exportVersion(version.number)} onClick={() => void exportFile(flowId, version)}>
                    {words.exportFile}
                  </Button>
                )}
                {isAdmin && version.version !== live && (
                  <Button size="xs" onClick={() => onRollBack(version)}>
                    {backTo(version.number, detail.deployed?.number)}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Going back to a former version, or forward again to a later one. */
export const backTo = (number: number, live: number | undefined): string =>
  live === undefined || number < live ? words.rollBack(number) : words.makeLive(number);

/** Hands over the one file of a version, or of the draft; it is the same whoever exports it. */
export async function exportFile(flowId: string, version?: VersionInfo): Promise<void> {
  try {
    saveFile(`${flowId}${version ? `.v${version.number}` : ''}.flow.json`, await exportedFile(flowId, version?.version));
  } catch (error) {
    sayRefused(error);
  }
}
