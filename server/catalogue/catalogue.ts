/**
 * Drafts, versions and what is deployed: the flows of a hub and their switches.
 * Drafts and versions, with their numbers, are shared; what is deployed and how it is switched is said per environment,
 * which is that of the tenant asked for, or of whoever acts.
 */
import { type Flow, type Problem, ProblemError } from '../../flows/flow.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import type { Audit } from '../access/audit.ts';
import { environmentOf, homeTenant, isShadow, shadowOf, type Viewer } from '../access/viewer.ts';
import type { Documents } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';
import { type CalendarSource, checkCalendars, frozenCalendars, shippedOnly } from './calendars.ts';
import { type Checks, checkAll, checkDraft, errorsOf } from './checks.ts';
import type { Deployed } from './deployed.ts';
import { contentOf, lockFlow } from './lock.ts';
import { type IfMatch, refuseStale, stale, unknownFlow } from './precondition.ts';
import { openShelf, type Pointer, pointerId, type VersionDoc } from './shelf.ts';

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

  /** Moves the pointer, with its audit row, in one stroke. */
  async function point(by: Viewer, id: string, what: string, pointer: Pointer, reason: string, version?: VersionDoc, node?: string): Promise<Deployed> {
    const at = by.tenant;
    const before = shelf.pointer(at, id);
    const puts = [
      { kind: 'deployed', id: pointerId(at, id), rev: before?.rev ?? 0, body: JSON.parse(JSON.stringify(pointer)) },
      ...(version ? [{ kind: 'version', id: `${id}/${pointer.version}`, rev: 0, body: JSON.parse(JSON.stringify(version)) }] : []),
    ];
    const entry = {
      by,
      what,
      on: `flow/${pointerId(at, id)}${node === undefined ? '' : `/${node}`}`,
      reason,
      before: before?.body.version ?? null,
      after: pointer.version,
    };
    const answer = await audit.commit(tenant, entry, puts);
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
  }

  async function frozenDraft(at: string, id: string): Promise<{ version: string; flow: Flow }> {
    const { flow: draft } = (await draftOf(id)).body;
    const { flow, version, problems } = lockFlow(draft, shelf.all(at), await frozenCalendars(calendars, at, draft));
    const errors = errorsOf(problems);
    if (errors.length > 0) throw new ProblemError(422, errors);
    return { flow, version };
  }

  const current = (at: string, id: string): Deployed => {
    const deployed = shelf.current(at, id);
    const place = at === tenant ? '' : ` in ${environmentOf(at, '')}`;
    if (!deployed) throw new ProblemError(409, { code: 'flow.not_deployed', path: '', message: `Flow ${id} was never deployed${place}. Deploy it first.` });
    return deployed;
  };

  /** Where the pointer stands, with its switches as they are unless told otherwise. */
  const pointerOf = ({ tenant: _, flow: __, ...pointer }: Deployed): Pointer => pointer;

  const unpaused = ({ pauseReason: _, pausedAt: __, pausedBy: ___, ...pointer }: Pointer): Pointer => ({ ...pointer, paused: false });

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
      refuseStale(id, kept?.rev, ifMatch);
      const problems = await check(tenant, flow);
      const body = { flow, problems };
      const rev = kept?.rev ?? 0;
      if (rev === 0) {
        const done = await audit.commit(tenant, { by, what: 'flow.created', on: `flow/${id}` }, [
          { kind: 'draft', id, rev, body: JSON.parse(JSON.stringify(body)) },
        ]);
        if (done === 'conflict') throw stale(id);
      } else if ((await documents.put(tenant, [{ kind: 'draft', id, rev, body: JSON.parse(JSON.stringify(body)) }], clock.now())) === 'conflict')
        throw stale(id);
      tell(id, tenant);
      return this.detail(by.tenant, id);
    },
    async validate(at, value) {
      const problems = await check(at, value);
      if (errorsOf(problems).length > 0) return problems;
      // Without an error it is a flow, and only now can be asked what it would be locked with.
      return [...problems, ...lockFlow(value as Flow, shelf.all(at)).problems];
    },
    async deploy(by, id, ask = {}) {
      const kept = await draftOf(id);
      if (ask.ifMatch !== undefined) refuseStale(id, kept.rev, ask.ifMatch);
      const problems = await check(by.tenant, kept.body.flow);
      const { flow, version, problems: unlocked } = lockFlow(kept.body.flow, shelf.all(by.tenant), await frozenCalendars(calendars, by.tenant, kept.body.flow));
      const errors = errorsOf([...problems, ...unlocked]);
      if (errors.length > 0) throw new ProblemError(422, errors);
      const before = shelf.current(by.tenant, id);
      const paused = ask.pause ?? before?.paused ?? false;
      if (before?.version === version && before.paused === paused) return before;
      const old = before?.version === version ? before : await shelf.version(id, version);
      const message = ask.message ?? '';
      const number = old?.number ?? (await shelf.lastNumber(id)) + 1;
      const at = clock.now();
      const moved: Pointer = { ...(before && pointerOf(before)), version, number, at, by: by.name, message, paused };
      const switched = paused && !before?.paused ? { ...moved, pauseReason: 'Deployed paused', pausedAt: at, pausedBy: by.name } : moved;
      const pointer = withTriggersOf(flow, paused ? switched : unpaused(moved));
      return point(by, id, 'flow.deployed', pointer, message, old ? undefined : { flow, number, at, by: by.name, message });
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
      return point(by, id, 'flow.promoted', withTriggersOf(source.flow, pointer), message);
    },
    async rollback(by, id, ask = {}) {
      const now = current(by.tenant, id);
      const all = await shelf.versions(id);
      const target = ask.version === undefined ? all.find(({ number }) => number < now.number) : all.find(({ version }) => version === ask.version);
      if (!target) {
        const message = ask.version === undefined ? `Flow ${id} has no version before ${now.number}.` : `Flow ${id} has no version ${ask.version}.`;
        throw new ProblemError(404, { code: 'flow.version_not_found', path: '/version', message });
      }
      const errors = errorsOf(await check(by.tenant, target.flow));
      if (errors.length > 0) throw new ProblemError(422, errors);
      const message = ask.message ?? `Rolled back to version ${target.number}`;
      const { version, number } = target;
      const pointer = withTriggersOf(target.flow, { ...pointerOf(now), version, number, at: clock.now(), by: by.name, message });
      return point(by, id, 'flow.rolled_back', pointer, message);
    },
    async shadow(by, id, { version, message }) {
      const live = current(by.tenant, id);
      const own = shadowOf(by.tenant);
      const chosen = version === undefined ? await frozenDraft(by.tenant, id) : await this.version(by.tenant, id, version);
      const errors = errorsOf([...(await check(by.tenant, chosen.flow)), ...problemsBeside(live.flow, chosen.flow)]);
      if (errors.length > 0) throw new ProblemError(422, errors);
      const old = await shelf.version(id, chosen.version);
      const number = old?.number ?? (await shelf.lastNumber(id)) + 1;
      const kept = { number, at: clock.now(), by: by.name, message };
      const pointer: Pointer = { version: chosen.version, ...kept, paused: false };
      return point({ ...by, tenant: own }, id, 'flow.shadowed', pointer, message, old ? undefined : { flow: chosen.flow, ...kept });
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
      const mark = { paused: true, pausedAt: clock.now(), pausedBy: by.name, ...(reason ? { pauseReason: reason } : {}) };
      return point(by, id, 'flow.paused', { ...unpaused(pointerOf(current(by.tenant, id))), ...mark }, reason);
    },
    async resume(by, id, reason) {
      return point(by, id, 'flow.resumed', unpaused(pointerOf(current(by.tenant, id))), reason);
    },
    async switchTrigger(by, id, node, act, reason) {
      const deployed = current(by.tenant, id);
      if (nodeTypes.get(deployed.flow.nodes[node]?.type ?? '')?.trigger === undefined)
        throw new ProblemError(404, {
          code: 'flow.trigger_not_found',
          path: '',
          message: `Flow ${id} has no trigger "${node.slice(0, 60)}" in the version deployed.`,
        });
      const { triggers = {}, ...pointer } = pointerOf(deployed);
      const { [node]: _, ...others } = triggers;
      const next = act === 'pause' ? { ...others, [node]: { at: clock.now(), by: by.name, reason } } : others;
      return point(by, id, `trigger.${act}d`, { ...pointer, ...(Object.keys(next).length > 0 ? { triggers: next } : {}) }, reason, undefined, node);
    },
    async versions(_tenant, id) {
      await draftOf(id);
      return shelf.versions(id);
    },
    async version(_tenant, id, version) {
      const found = await shelf.version(id, version);
      if (!found) throw new ProblemError(404, { code: 'flow.version_not_found', path: '', message: `Flow ${id} has no version ${version}.` });
      return found;
    },
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

/** A shadow begins with what starts the flow: one of its triggers has to be of a type that is deployed. */
function problemsBeside(live: Flow, shadow: Flow): Problem[] {
  const types = new Set(Object.values(live.nodes).map(({ type }) => type));
  const starts = Object.entries(shadow.nodes).filter(([id]) => !shadow.edges.some(({ to }) => to === id));
  if (starts.some(([, { type }]) => types.has(type))) return [];
  const message = `Nothing that starts ${live.id} would start this version beside it. Keep a trigger of the version deployed.`;
  return [{ code: 'shadow.no_trigger', path: '/nodes', message, severity: 'error' }];
}

/** Switches of triggers the drawing no longer has are gone with them. */
function withTriggersOf({ nodes }: Flow, { triggers = {}, ...pointer }: Pointer): Pointer {
  const kept = Object.entries(triggers).filter(([node]) => nodes[node] !== undefined);
  return kept.length > 0 ? { ...pointer, triggers: Object.fromEntries(kept) } : pointer;
}
