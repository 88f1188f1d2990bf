/** The working half of a hub: carries runs, and does what only one process may do at a time. */
import { connectorOf } from '../../connectors/index.ts';
import type { Egress } from '../access/egress.ts';
import { followedBy, isShadow } from '../access/viewer.ts';
import { callCounts } from '../adapters/system/call-counts.ts';
import { countedEffects } from '../adapters/system/counted-effects.ts';
import { systemEffects } from '../adapters/system/effects.ts';
import { heldEffects } from '../adapters/system/held-effects.ts';
import { processLimits } from '../adapters/system/limits.ts';
import { shadowEffects } from '../adapters/system/shadow-effects.ts';
import { pauseOf } from '../catalogue/deployed.ts';
import { findSubflow } from '../catalogue/find-subflow.ts';
import type { Expressions, RunHead, Witness } from '../engine/ports.ts';
import { type Worker, worker } from '../engine/worker.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Plans } from '../runs/plans.ts';
import { type ReviewState, reviewedEffects } from '../runs/review.ts';
import { schedules } from '../runs/schedules.ts';
import { watchdog } from '../runs/watchdog.ts';
import { answersOf } from '../shadow/answers.ts';
import { healShadows } from '../shadow/heal.ts';
import { shadowNotes } from '../shadow/notes.ts';
import { toldOf } from '../shadow/told.ts';
import { type Drain, drainHeld } from './drain-held.ts';
import { type InEach, inEach } from './in-each.ts';
import type { Kept } from './kept.ts';

export interface CarryDeps {
  profile: Profile;
  kept: Kept;
  plans: Plans;
  expressions: Expressions;
  out: Egress;
  witness: Witness;
  review: ReviewState;
  report(message: string, details: { runId?: string; error?: unknown }): void;
}

export interface Carrier {
  worker: Worker;
  /** What is deployed has changed. */
  refresh(): void;
  /** A connection was paused or went on. */
  goOn(): void;
  /** What happened to a run, here or in another process. */
  heard(head: RunHead): void;
  /** Give up duties, then the runs: idle ones at once, those with a call out when it is back. */
  stop(): Promise<void>;
}

export function carry({ profile, kept, plans, expressions, out, witness, review, report }: CarryDeps): Carrier {
  const { store, queue, clock, others } = profile;
  const { catalogue, bound, nodeTypes } = kept;
  const deployedOf = (at: string, flow: string) => catalogue.deployed(at).find((one) => one.flow.id === flow);
  const limitOf = (connector: string) => connectorOf(connector)?.rateLimit;
  const asLive = (at: string): string => (isShadow(at) ? followedBy(at) : at);
  const hasNoRoom = (): boolean => ['scarce', 'full'].includes(store.room?.level() ?? 'ample');
  const calls = callCounts({ documents: kept.documents, clock, life: profile.life, report });
  const channelOf = (connector: string) => connectorOf(connector)?.invoiceChannel;
  const limits = profile.limits ?? processLimits(clock);
  const system = systemEffects({ bound, egress: out, hostsOf: () => undefined, limitOf, limits, clock, booksOf: kept.booksOf, channelOf });
  const going = reviewedEffects(countedEffects(system, bound, calls), review);
  const answer = answersOf({ store: store.runs, reads: store.reads, clock });
  const effects = heldEffects(shadowEffects(going, { bound, answer, note: shadowNotes(kept.documents, clock).note }), hasNoRoom);
  store.room?.onChange(() => effects.reopen());
  const carrier = worker({
    store: store.runs,
    queue,
    clock,
    expressions,
    effects,
    witness,
    plan: plans.plan,
    ...(kept.linkTo ? { linkTo: kept.linkTo } : {}),
    subflow: (session, id) => findSubflow(catalogue.deployed(asLive(session.head.tenant)), nodeTypes, session.plan.flow, id),
    isPaused(plan, trigger) {
      const deployed = deployedOf(plan.tenant, plan.flow.id);
      return deployed !== undefined && pauseOf(deployed, trigger);
    },
    epoch: profile.life,
    report,
    renewEvery: profile.renewEvery,
    sweepEvery: profile.pace,
    pace: { together: 16, next: setImmediate },
  });

  let timetable: ReturnType<typeof schedules> | undefined;
  const keepTime = (): (() => void) => {
    const mine = schedules({ store: store.runs, documents: kept.documents, queue, clock, deployed: catalogue.everywhere, report });
    timetable = mine;
    mine.refresh();
    return () => {
      mine.stop();
      timetable = undefined;
    };
  };
  /** Every connection it may go on through is paused; where the drawing does not say, the one it was held by. */
  const isHeld = ({ tenant, flow, open, held }: RunHead): boolean => {
    const nodes = deployedOf(tenant, flow)?.flow.nodes ?? {};
    const slots = open.flatMap((node) => nodes[node]?.slot ?? []);
    const names = slots.length > 0 ? slots.map((slot) => bound.boundTo(tenant, slot, flow)) : [held];
    return names.every((name) => bound.list(tenant).some(({ id, paused }) => id === name && paused));
  };
  let drains: InEach<Drain> | undefined;
  const letGo = (): (() => void) => {
    const mine = inEach(kept.environments, (tenant) => drainHeld({ reads: store.reads, look: carrier.look, clock, tenant, isHeld, report }));
    drains = mine;
    // A process that ended between a resume and its rings left them to us.
    for (const drain of mine.all()) drain.goOn();
    return () => {
      mine.stop();
      drains = undefined;
    };
  };
  const heal = (): (() => void) => {
    const { documents, environments } = kept;
    const { shadows, deployed } = catalogue;
    const tenants = (): string[] => environments.list().map(({ tenant }) => tenant);
    return healShadows({ store: store.runs, reads: store.reads, documents, queue, clock, told: toldOf(documents), shadows, deployed, tenants, report });
  };
  const duties: { name: string; begin: () => () => void }[] = [
    { name: 'schedules', begin: keepTime },
    { name: 'drain', begin: letGo },
    { name: 'watchdog', begin: () => watchdog({ reads: store.reads, queue, clock, report }) },
    { name: 'shadows', begin: heal },
  ];
  if (store.care) duties.push({ name: 'care', begin: () => store.care!(report) });
  const held = others ? duties.map(({ name, begin }) => others.takeDuty(name, begin)) : duties.map(({ begin }) => ({ stop: begin() }));

  return {
    worker: carrier,
    refresh: () => timetable?.refresh(),
    goOn() {
      for (const drain of drains?.all() ?? []) drain.goOn();
    },
    heard: (head) => drains?.of(head.tenant).heard(head),
    async stop() {
      await Promise.all([carrier.stop(), ...held.map(({ stop }) => stop())]);
      await calls.flush();
    },
  };
}
