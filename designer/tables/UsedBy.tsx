import { Link } from '@tanstack/react-router';
import type { UsedByInfo } from '../../server/http/api.ts';
import { useTableUsers } from '../api/tables.ts';
import { TableHead } from '../show/TableHead.tsx';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { tables as words } from '../text/en/tables.ts';

/** Flows that name a table, drawn or deployed. */
export function UsedBy({ id }: { id: string }) {
  const users = useTableUsers(id);
  if (users.isPending) return <Bones rows={3} />;
  if (users.isError) return <PanelError title={words.usedFailed} error={users.error} onAgain={() => void users.refetch()} />;
  if (users.data.length === 0)
    return (
      <Empty kind="first" title={words.usedNone}>
        {words.usedNoneText(id)}
      </Empty>
    );
  return (
    <div className="plain-scroll">
      <table className="plain-table used-table">
        <TableHead columns={words.usedColumns} />
        <tbody>
          {users.data.map((user) => (
            <UserRow key={user.flow} user={user} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function UserRow({ user }: { user: UsedByInfo }) {
  return (
    <tr>
      <th scope="row">
        <Link to="/flows/$flowId" params={{ flowId: user.flow }} className="row-link">
          {user.title}
        </Link>
      </th>
      <td>{user.nodes.length === 0 ? words.ofFlow : user.nodes.map(({ title }) => title).join(', ')}</td>
      <td>{user.columns.length === 0 ? <span className="quiet">{words.wholeRow}</span> : user.columns.join(', ')}</td>
      <td className="used-state">
        {user.draft ? <span className="tag">{words.draft}</span> : null} {user.deployed ? <span className="tag">{words.deployed}</span> : null}
      </td>
    </tr>
  );
}
