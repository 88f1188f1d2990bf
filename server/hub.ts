/** Joins registry, profile, engine and http into one hub. */
import { egress } from './access/egress.ts';
import { homeTenant, isShadow } from './access/viewer.ts';
import { watchClock } from './adapters/system/clock-watch.ts';
import { expressionPool } from './adapters/system/expressions/expression-pool.ts';
import { suppressed } from './adapters/system/shadow-effects.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { pauseOf } from './catalogue/deployed.ts';
import type { Config } from './config.ts';
import { openDemo } from './demo/open-demo.ts';
import type { Witness } from './engine/ports.ts';
import { openBacklog } from './http/backlog.ts';
import type { Log } from './http/deps.ts';
import { openLive } from './http/live.ts';
import { type Carrier, carry } from './hub/carry.ts';
import { inEach } from './hub/in-each.ts';
import { openKept } from './hub/kept.ts';
import { relay } from './hub/relay.ts';
import { ringHeld } from './hub/ring-held.ts';
import { roomWords } from './hub/room-words.ts';
import { serve } from './hub/serve.ts';
import { watchSwitches } from './hub/watch-switches.ts';
import { embedded } from './profiles/embedded.ts';
import type { Profile } from './profiles/profile.ts';
import { logLines } from './runs/log-lines.ts';
import { plansOf } from './runs/plans.ts';
import { openReviewState } from './runs/review.ts';
import { mirrored } from './shadow/mirror.ts';
import { toldOf } from './shadow/told.ts';

export interface Hub {
  url: string;
  /** Lines a person should read at start. */
  said: string[];
  stop(): Promise<void>;
}

type Report = (message: string, details: { runId?: string; error?: unknown }) => void;

const tenant = homeTenant;
/** What another process changed and nobody told us of is seen after this time, ms. */
const lookEvery = 5_000;

/** `broken` is told when nothing can be written any more: only a new process can know what the disk kept. */
export async function openHub(config: Config, log: Log, version: string, broken?: (reason: string) => void): Promise<Hub> {
  const said: string[] = [];
  const report: Report = (message, { error, ...details }) => log.error({ ...details, err: error }, message);
  const began = performance.now();
  const opened = (what: string): void => log.info({ ms: Math.round(performance.now() - began) }, what);
  const opening = await openProfile(config, report, broken);
  opened('store open');
  const closers: (() => unknown)[] = [() => opening.close()];
  try {
    const profile = followed(opening, () => catalogue, report);
    const { store, queue, clock, others } = profile;
    const allow = [...config.egressAllow];
    const kept = await openKept(config, profile, tenant, allow, (line) => said.push(line));
    const { catalogue, bound, environments } = kept;
    const review = await openReviewState(store.documents, tenant);
    if (review.mark())
      said.push('A backup was put back: effects a receiver cannot recognise are held until an admin ends the review (POST /api/review/resume).');
    store.room?.onChange((level) => log.error({ room: level }, roomWords[level]));
    opened('flows read');
    const demo = kept.isDemo ? await openDemo({ ...kept, config, clock, log }) : undefined;
    if (demo) {
      allow.push(...demo.places);
      closers.unshift(() => demo.close());
    }
    const watch = watchClock((byMs) =>
      log.error(
        { byMs },
        byMs < 0 ? 'the wall clock went back: what is due by it waits until it has caught up' : 'the wall clock was set ahead: what is due by it is due now',
      ),
    );
    closers.unshift(() => watch.stop());
    const out = egress({ allow });
    const expressions = expressionPool({ references: kept.references });
    const plans = plansOf(catalogue, kept.nodeTypes, (at, type) => (isShadow(at) ? suppressed(type) : type));
    const live = openLive();
    const lookAgain = (): void => {
      Promise.all([environments.load(), catalogue.refresh(), bound.load(tenant)]).catch((error: unknown) =>
        report('what others changed could not be read', { error }),
      );
    };
    const heard: Witness = (head, events) => {
      live.witness(head, events);
      carrier?.heard(head);
    };
    const news = relay({ ...live, witness: heard }, others, store.runs, clock, lookAgain);
    const backlog = others ? undefined : openBacklog();
    const noteLines = logLines({ plan: plans.plan, store: store.runs, log });
    const witness: Witness = (head, events) => {
      noteLines(head, events);
      backlog?.witness(head);
      news.witness(head, events);
    };
    const carrier: Carrier | undefined = config.role === 'api' ? undefined : carry({ profile, kept, plans, expressions, out, witness, review, report });
    const served = await serve({ config, tenant, version, profile, kept, plans, expressions, out, live, demo, clockJumps: watch.jumps, review, backlog, log });
    const isPaused = (at: string, flow: string, trigger?: string): boolean => {
      const deployed = catalogue.deployed(at).find((one) => one.flow.id === flow);
      return deployed !== undefined && (trigger === undefined ? deployed.paused : pauseOf(deployed, trigger) !== false);
    };
    const helds = inEach(environments, (at) =>
      ringHeld({ reads: store.reads, queue, clock, tenant: at, isPaused: (flow, trigger) => isPaused(at, flow, trigger), report }),
    );
    catalogue.onChange((flow, at) => {
      served.refresh();
      carrier?.refresh();
      for (const one of environments.list()) news.publish(one.tenant, { kind: 'flow', id: flow });
      helds.of(at).goOn(flow);
    });
    bound.onChange(() => served.refresh());
    watchSwitches(bound, tenant, () => {
      news.publish(tenant, { kind: 'held', id: 'connections' });
      carrier?.goOn();
    });
    const looking = others ? setInterval(lookAgain, lookEvery) : undefined;
    demo?.reach(served.url);
    served.ready();
    // A process that ended between a resume and its rings left them to us.
    for (const held of helds.all()) held.goOn();
    opened('ready');

    return {
      url: served.url,
      said,
      async stop() {
        served.leave();
        helds.stop();
        clearInterval(looking);
        live.close();
        await carrier?.stop();
        news.close();
        served.close();
        await expressions.close();
        await out.close();
        for (const close of closers) await close();
      },
    };
  } catch (error) {
    for (const close of closers) await close();
    throw error;
  }
}

/** What is taken in, told and asked reaches the shadows too, whoever of the hub takes it in. */
function followed(profile: Profile, catalogue: () => Catalogue, report: Report): Profile {
  const { store, queue } = profile;
  const shadows = (at: string) => catalogue().shadows(at);
  const deployed = (at: string) => catalogue().deployed(at);
  return { ...profile, store: { ...store, runs: mirrored({ store: store.runs, queue, told: toldOf(store.documents), shadows, deployed, report }) } };
}

/** MongoDB and Redis together make a hub of many processes; none of them, one of a single process. */
async function openProfile(config: Config, report: Report, broken: ((reason: string) => void) | undefined): Promise<Profile> {
  const { mongodbUrl, redisUrl, role, dataDir } = config;
  if (mongodbUrl !== undefined && redisUrl !== undefined) {
    // Two drivers that a single process has no use for.
    const { distributed } = await import('./profiles/distributed.ts');
    return distributed({ mongodbUrl, redisUrl, works: role !== 'api' }, tenant, report);
  }
  if (mongodbUrl !== undefined || redisUrl !== undefined)
    throw new Error(
      `${mongodbUrl === undefined ? 'REDIS_URL' : 'MONGODB_URL'} is set alone: give both for a hub of many processes, or neither for a single one.`,
    );
  if (role !== 'all') throw new Error(`ROLE is "${role}", but a hub on SQLite is a single process: give MONGODB_URL and REDIS_URL, or leave ROLE out.`);
  return embedded(dataDir, tenant, broken);
}
