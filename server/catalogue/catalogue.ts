/**
 * Drafts, versions and what is deployed: the flows of a hub and their switches.
 * Drafts and versions, with their numbers, are shared; what is deployed and how it is switched is said per environment,
 * which is that of the tenant asked for, or of whoever acts.
 */
import { type Flow, type Problem, ProblemError } from '../../flows/flow.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import type { Audit } from '../access/audit.ts';
import type { IfMatch } from '../access/precondition.ts';
import { environmentOf, homeTenant, isShadow, shadowOf, type Viewer } from '../access/viewer.ts';
import type { Documents } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';
import { type CalendarSource, checkCalendars, frozenCalendars, shippedOnly } from './calendars.ts';
import { checkBeside } from './check-beside.ts';
import { type Checks, checkAll, checkDraft, errorsOf } from './checks.ts';
import type { Deployed } from './deployed.ts';
import { contentOf, lockFlow } from './lock.ts';
import { pointerMover } from './move-pointer.ts';
import { type Pointer, paused, pointerOf, switched, unpaused, withTriggersOf } from './pointer.ts';
import { draftPrecondition, unknownFlow } from './precondition.ts';
import { openShelf, pointerId } from './shelf.ts';

export interface FlowEntry {
  id: string;
  draft: Flow;
  /** Revision of the draft, for If-Match. */
  rev: number;
  problems: Problem[];
  deployed?: Deployed;
  /** The draft would become another version than the one deployed. */
  changed: boolean;
}

export interface Version {
  version: string;
  number: number;
  at: number;
  by: string;
  message: string;
  flow: Flow;
}

export interface Catalogue {
  list(tenant: string): Promise<FlowEntry[]>;
  detail(tenant: string, id: string): Promise<FlowEntry>;
  /** Keeps whatever passes the envelope; the rest comes back as problems. */
  saveDraft(by: Viewer, id: string, value: unknown, ifMatch: IfMatch | undefined): Promise<FlowEntry>;
  /** All problems of a drawing as it stands, in the environment of the tenant. */
  validate(tenant: string, value: unknown): Promise<Problem[]>;
  /** What a deploy of the draft would make: its version, the number it has or would get, and what stands in the way. */
  prepared(tenant: string, id: string): Promise<{ flow: Flow; version: string; number: number; rev: number; problems: Problem[] }>;
  deploy(by: Viewer, id: string, ask?: { message?: string; pause?: boolean; ifMatch?: IfMatch }): Promise<Deployed>;
  /** Makes the version that stands in another environment, `from`, current in that of whoever acts. */
  promote(by: Viewer, id: string, ask: { from: string; version: string; message: string }): Promise<Deployed>;
  /** Makes a former version current again; the one before the current when none is named. */
  rollback(by: Viewer, id: string, ask?: { version?: string; message?: string }): Promise<Deployed>;
  /** Has a version, or the draft when none is named, follow what is deployed without changing anything. */
  shadow(by: Viewer, id: string, ask: { version?: string; message: string }): Promise<Deployed>;
  unshadow(by: Viewer, id: string): Promise<void>;
  /** What follows, by tenant of what it follows. */
  shadows(tenant: string): Deployed[];
  pause(by: Viewer, id: string, reason: string): Promise<Deployed>;
  resume(by: Viewer, id: string, reason: string): Promise<Deployed>;
  /** Keeps what comes in by one trigger, or lets it start again; a paused schedule passes its instants over. */
  switchTrigger(by: Viewer, id: string, node: string, act: 'pause' | 'resume', reason: string): Promise<Deployed>;
  /** Newest first. */
  versions(tenant: string, id: string): Promise<Version[]>;
  version(tenant: string, id: string, version: string): Promise<Version>;
  /** What new orders take in the environment of a tenant, the home one when none is named; without waiting. */
  deployed(tenant?: string): Deployed[];
  /** The same of all environments, home first. */
  everywhere(): Deployed[];
  /** The frozen drawing of a version, lock included. */
  flowOf(flowId: string, version: string): Promise<Flow>;
  /** Called after every change of what is deployed, here or (after `refresh`) elsewhere. */
  onChange(listener: (flowId: string, tenant: string) => void): () => void;
  /** Reads what is deployed from the store: at start, and every few seconds where others may deploy. */
  refresh(): Promise<void>;
}

export interface CatalogueDeps {
  documents: Documents;
  clock: Pick<Clock, 'now'>;
  nodeTypes: ReadonlyMap<string, NodeType>;
  audit: Audit;
  checks: Checks;
  /** Those every hub has when absent. */
  calendars?: CalendarSource;
  tenant?: string;
}

export function catalogueOf(deps: CatalogueDeps): Catalogue {
  const { documents, clock, nodeTypes, audit, checks } = deps;
  const tenant = deps.tenant ?? homeTenant;
  const shelf = openShelf(documents, tenant);
  const listeners = new Set<(flowId: string, tenant: string) => void>();
  const tell = (id: string, at: string): void => {
    for (const listener of listeners) listener(id, at);
  };
  const calendars = deps.calendars ?? shippedOnly;
  const everyCheck: Checks = async (owner, flow) => [...(await checks(owner, flow)), ...(await checkCalendars(calendars, tenant, flow))];
  const check = (at: string, flow: unknown): Promise<Problem[]> => checkAll(flow, { nodeTypes, checks: everyCheck, tenant: at });

  async function draftOf(id: string) {
    const kept = await documents.get<{ flow: Flow; problems: Problem[] }>(tenant, 'draft', id);
    if (!kept) throw unknownFlow(id);
    return kept;
  }

  /** A draft is kept with its problems at home; what it lacks in another environment is looked for anew. */
  async function entryOf(at: string, id: string, rev: number, body: { flow: Flow; problems: Problem[] }): Promise<FlowEntry> {
    const problems = at === tenant ? body.problems : await check(at, body.flow);
    const deployed = shelf.current(at, id);
    const changed = deployed === undefined || contentOf(body.flow) !== contentOf(deployed.flow);
    return { id, draft: body.flow, rev, problems, changed, ...(deployed ? { deployed } : {}) };
  }

  const move = pointerMover({ shelf, audit, tenant, tell });

  /** The draft as it would be deployed, with every problem that stands in the way. */
  async function freeze(at: string, draft: Flow): Promise<{ flow: Flow; version: string; problems: Problem[] }> {
    const problems = await check(at, draft);
    const locked = lockFlow(draft, shelf.all(at), await frozenCalendars(calendars, at, draft));
    return { ...locked, problems: [...problems, ...locked.problems] };
  }

  /** Number of a version, and what is to be stored of it where it was never deployed. */
  async function numbered(id: string, version: string, flow: Flow, kept: { at: number; by: string; message: string }) {
    const old = await shelf.version(id, version);
    const number = old?.number ?? (await shelf.lastNumber(id)) + 1;
    return { number, fresh: old ? undefined : { flow, number, ...kept } };
  }

  async function checked(at: string, id: string, hash: string): Promise<{ flow: Flow; version: string; problems: Problem[] }> {
    const { flow, version } = await versionOf(id, hash);
    return { flow, version, problems: await check(at, flow) };
  }

  async function versionOf(id: string, version: string): Promise<Version> {
    const found = await shelf.version(id, version);
    if (!found) throw new ProblemError(404, { code: 'flow.version_not_found', path: '', message: `Flow ${id} has no version ${version}.` });
    return found;
  }

  const current = (at: string, id: string): Deployed => {
    const deployed = shelf.current(at, id);
    const place = at === tenant ? '' : ` in ${environmentOf(at, '')}`;
    if (!deployed) throw new ProblemError(409, { code: 'flow.not_deployed', path: '', message: `Flow ${id} was never deployed${place}. Deploy it first.` });
    return deployed;
  };

  return {
    async list(at) {
      const drafts = await shelf.drafts();
      return Promise.all(drafts.map(({ id, rev, body }) => entryOf(at, id, rev, body)));
    },
    async detail(at, id) {
      const kept = await draftOf(id);
      return entryOf(at, id, kept.rev, kept.body);
    },
    async saveDraft(by, id, value, ifMatch) {
      const flow = checkDraft(value, id);
      const kept = await documents.get(tenant, 'draft', id);
      draftPrecondition.hold(id, kept?.rev, ifMatch);
      const problems = await check(tenant, flow);
      const body = { flow, problems };
      const rev = kept?.rev ?? 0;
      if (rev === 0) {
        const done = await audit.commit(tenant, { by, what: 'flow.created', on: `flow/${id}` }, [
          { kind: 'draft', id, rev, body: JSON.parse(JSON.stringify(body)) },
        ]);
        if (done === 'conflict') throw draftPrecondition.outdated(id);
      } else if ((await documents.put(tenant, [{ kind: 'draft', id, rev, body: JSON.parse(JSON.stringify(body)) }], clock.now())) === 'conflict')
        throw draftPrecondition.outdated(id);
      tell(id, tenant);
      return this.detail(by.tenant, id);
    },
    async validate(at, value) {
      const problems = await check(at, value);
      if (errorsOf(problems).length > 0) return problems;
      // Without an error it is a flow, and only now can be asked what it would be locked with.
      return [...problems, ...lockFlow(value as Flow, shelf.all(at)).problems];
    },
    async prepared(at, id) {
      const { body, rev } = await draftOf(id);
      const frozen = await freeze(at, body.flow);
      const known = await shelf.version(id, frozen.version);
      return { ...frozen, rev, number: known?.number ?? (await shelf.lastNumber(id)) + 1 };
    },
    async deploy(by, id, ask = {}) {
      const kept = await draftOf(id);
      if (ask.ifMatch !== undefined) draftPrecondition.hold(id, kept.rev, ask.ifMatch);
      const { flow, version, problems } = await freeze(by.tenant, kept.body.flow);
      refuse(problems);
      const before = shelf.current(by.tenant, id);
      const isPaused = ask.pause ?? before?.paused ?? false;
      if (before?.version === version && before.paused === isPaused) return before;
      const message = ask.message ?? '';
      const stamp = { at: clock.now(), by: by.name, message };
      const { number, fresh } = await numbered(id, version, flow, stamp);
      const moved: Pointer = { ...(before && pointerOf(before)), version, number, ...stamp, paused: isPaused };
      const switchedOff = isPaused && !before?.paused ? paused(moved, stamp.at, by.name, 'Deployed paused') : moved;
      const pointer = withTriggersOf(flow, isPaused ? switchedOff : unpaused(moved));
      return move(by, { id, what: 'flow.deployed', pointer, reason: message, version: fresh });
    },
    async promote(by, id, { from, version, message }) {
      const source = current(from, id);
      if (source.version !== version) {
        throw new ProblemError(409, {
          code: 'flow.changed',
          path: '/version',
          message: `Version ${source.number} of ${id} stands there by now. Look at it again.`,
        });
      }
      const before = shelf.current(by.tenant, id);
      if (before?.version === version) return before;
      const moved = { version, number: source.number, at: clock.now(), by: by.name, message };
      const pointer: Pointer = { paused: false, ...(before && pointerOf(before)), ...moved };
      return move(by, { id, what: 'flow.promoted', pointer: withTriggersOf(source.flow, pointer), reason: message });
    },
    async rollback(by, id, ask = {}) {
      const now = current(by.tenant, id);
      const all = await shelf.versions(id);
      const target = ask.version === undefined ? all.find(({ number }) => number < now.number) : all.find(({ version }) => version === ask.version);
      if (!target) {
        const message = ask.version === undefined ? `Flow ${id} has no version before ${now.number}.` : `Flow ${id} has no version ${ask.version}.`;
        throw new ProblemError(404, { code: 'flow.version_not_found', path: '/version', message });
      }
      refuse(await check(by.tenant, target.flow));
      const message = ask.message ?? `Rolled back to version ${target.number}`;
      const { version, number } = target;
      const pointer = withTriggersOf(target.flow, { ...pointerOf(now), version, number, at: clock.now(), by: by.name, message });
      return move(by, { id, what: 'flow.rolled_back', pointer, reason: message });
    },
    async shadow(by, id, { version, message }) {
      const live = current(by.tenant, id);
      const chosen = version === undefined ? await freeze(by.tenant, (await draftOf(id)).body.flow) : await checked(by.tenant, id, version);
      refuse([...chosen.problems, ...checkBeside(live.flow, chosen.flow)]);
      const stamp = { at: clock.now(), by: by.name, message };
      const { number, fresh } = await numbered(id, chosen.version, chosen.flow, stamp);
      const pointer: Pointer = { version: chosen.version, number, ...stamp, paused: false };
      return move({ ...by, tenant: shadowOf(by.tenant) }, { id, what: 'flow.shadowed', pointer, reason: message, version: fresh });
    },
    async unshadow(by, id) {
      const own = shadowOf(by.tenant);
      const before = shelf.pointer(own, id);
      if (!before) return;
      const entry = { by, what: 'flow.unshadowed', on: `flow/${pointerId(own, id)}`, before: before.body.version };
      await audit.commit(tenant, entry, [{ kind: 'deployed', id: pointerId(own, id), body: null }]);
      await shelf.read(own, id);
      tell(id, own);
    },
    shadows: (at) => shelf.all(shadowOf(at)),
    async pause(by, id, reason) {
      const pointer = paused(pointerOf(current(by.tenant, id)), clock.now(), by.name, reason);
      return move(by, { id, what: 'flow.paused', pointer, reason });
    },
    async resume(by, id, reason) {
      return move(by, { id, what: 'flow.resumed', pointer: unpaused(pointerOf(current(by.tenant, id))), reason });
    },
    async switchTrigger(by, id, node, act, reason) {
      const deployed = current(by.tenant, id);
      if (nodeTypes.get(deployed.flow.nodes[node]?.type ?? '')?.trigger === undefined)
        throw new ProblemError(404, {
          code: 'flow.trigger_not_found',
          path: '',
          message: `Flow ${id} has no trigger "${node.slice(0, 60)}" in the version deployed.`,
        });
      const pointer = switched(pointerOf(deployed), node, act === 'pause' ? { at: clock.now(), by: by.name, reason } : undefined);
      return move(by, { id, what: `trigger.${act}d`, pointer, reason, node });
    },
    async versions(_tenant, id) {
      await draftOf(id);
      return shelf.versions(id);
    },
    version: (_tenant, id, version) => versionOf(id, version),
    deployed: (at = tenant) => shelf.all(at),
    everywhere: () => [...shelf.all(tenant), ...shelf.all().filter((each) => each.tenant !== tenant && !isShadow(each.tenant))],
    async flowOf(flowId, version) {
      const found = await shelf.version(flowId, version);
      if (!found) throw new Error(`flow ${flowId} has no version ${version} in the store — restore the backup that holds it`);
      return found.flow;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async refresh() {
      for (const { id, at } of await shelf.refresh()) tell(id, at);
    },
  };
}

function refuse(problems: Problem[]): void {
  const errors = errorsOf(problems);
  if (errors.length > 0) throw new ProblemError(422, errors);
}
