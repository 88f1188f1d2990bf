import { ProblemError } from '../../flows/flow.ts';
import type { Audit } from '../access/audit.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Deployed } from './deployed.ts';
import type { Pointer } from './pointer.ts';
import { pointerId, type Shelf, type VersionDoc } from './shelf.ts';

export interface Move {
  id: string;
  /** `flow.deployed`, as the audit names it. */
  what: string;
  pointer: Pointer;
  reason: string;
  /** Stored with the move where it is new. */
  version?: VersionDoc | undefined;
  /** The trigger that was switched. */
  node?: string;
}

/** Moves a pointer in the environment of whoever acts, with its audit row, in one stroke. Throws 409 when somebody else moved it meanwhile. */
export function pointerMover(deps: { shelf: Shelf; audit: Audit; tenant: string; tell(id: string, at: string): void }) {
  const { shelf, audit, tenant, tell } = deps;
  return async (by: Viewer, { id, what, pointer, reason, version, node }: Move): Promise<Deployed> => {
    const at = by.tenant;
    const before = shelf.pointer(at, id);
    const puts = [
      { kind: 'deployed', id: pointerId(at, id), rev: before?.rev ?? 0, body: JSON.parse(JSON.stringify(pointer)) },
      ...(version ? [{ kind: 'version', id: `${id}/${pointer.version}`, rev: 0, body: JSON.parse(JSON.stringify(version)) }] : []),
    ];
    const on = `flow/${pointerId(at, id)}${node === undefined ? '' : `/${node}`}`;
    const answer = await audit.commit(tenant, { by, what, on, reason, before: before?.body.version ?? null, after: pointer.version }, puts);
    await shelf.read(at, id);
    if (answer === 'conflict') {
      throw new ProblemError(409, {
        code: 'flow.changed',
        path: '',
        message: `Flow ${id} was deployed or switched by somebody else meanwhile. Look at it again and repeat.`,
      });
    }
    tell(id, at);
    return shelf.current(at, id) as Deployed; // just read
  };
}
