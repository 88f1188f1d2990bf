import { useVersions } from '../api/flow.ts';
import { instantOf, momentOf } from '../show/moment.ts';
import { TableHead } from '../show/TableHead.tsx';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { flow as words } from '../text/en/flow.ts';

/** Every version of a flow: what it said, who deployed it, and how many runs still follow it. */
export function VersionList({ flowId, live }: { flowId: string; live: string | undefined }) {
  const versions = useVersions(flowId);
  if (versions.isPending) return <Bones />;
  if (versions.isError) return <PanelError title={words.versionsFailed} error={versions.error} onAgain={() => void versions.refetch()} />;
  if (versions.data.length === 0)
    return (
      <Empty kind="first" title={words.noVersions}>
        {words.noVersionsText}
      </Empty>
    );
  return (
    <div className="version-list">
      <table>
        <TableHead columns={words.columns} />
        <tbody>
          {versions.data.map((version) => (
            <tr key={version.version} data-current={version.version === live}>
              <th scope="row">
                {words.version(version.number)} {version.version === live && <span className="tag live">{words.current}</span>}
              </th>
              <td className="version-message">{version.message}</td>
              <td className="num" title={instantOf(version.at)}>
                {momentOf(version.at)}
              </td>
              <td>{version.by}</td>
              <td className="num">{version.open.toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
