/** What a tenant keeps beside its runs: people, secrets, connections, flows; opened together at start. */
import { connectors } from '../../connectors/index.ts';
import { checkExpressions } from '../../flows/check-expressions.ts';
import { coreNodes } from '../../nodes/index.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import { auditOf } from '../access/audit.ts';
import { boundOf } from '../access/bound.ts';
import { connectionsOf } from '../access/connections.ts';
import { environmentsOf } from '../access/environments.ts';
import { openMasterKey } from '../access/master-key.ts';
import { peopleOf } from '../access/people.ts';
import { keyRotationOf } from '../access/rotate-key.ts';
import { sessionsOf } from '../access/sessions.ts';
import { linkKeyOf, tokenFor } from '../access/task-token.ts';
import { tokensOf } from '../access/tokens.ts';
import { holdsSecrets, openVault } from '../access/vault.ts';
import { environmentOf } from '../access/viewer.ts';
import { openRoot } from '../access/wrapped-key.ts';
import { openBooks } from '../books/open-books.ts';
import { calendarsOf } from '../calendars/calendars.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { checkHosts } from '../catalogue/check-hosts.ts';
import { checkPaths } from '../catalogue/check-paths.ts';
import { checkSlotsBound } from '../catalogue/check-slots.ts';
import { checkUrls } from '../catalogue/check-urls.ts';
import type { Config } from '../config.ts';
import type { Profile } from '../profiles/profile.ts';
import { openTables } from '../tables/open-tables.ts';

export type Kept = Awaited<ReturnType<typeof openKept>>;

/** `allow` are the private places effects may reach; the demo adds its own later. */
export async function openKept(config: Config, profile: Profile, tenant: string, allow: string[], say: (line: string) => void) {
  const { clock } = profile;
  const { documents } = profile.store;
  const hasSecrets = await holdsSecrets(documents, tenant);
  const master = openMasterKey({
    ...(config.hubKey ? { key: config.hubKey } : {}),
    ...(config.hubKeyFile ? { file: config.hubKeyFile } : {}),
    // A key that lies beside one process is no key for the others.
    ...(profile.others ? {} : { create: `${config.dataDir.replace(/\/+$/, '')}.key` }),
    mustExist: hasSecrets,
  });
  if (master.said) say(master.said);
  const vault = await openVault(documents, tenant, master.key);
  const root = await openRoot(documents, tenant, master.key);
  const audit = auditOf({ documents, clock, ...(root ? { seal: root } : {}) });
  const people = peopleOf({ documents, clock, audit });
  const sessions = sessionsOf({ documents, clock, people });
  const tokens = tokensOf({ documents, clock, audit, ...(config.adminToken ? { adminToken: config.adminToken } : {}) });
  const isDemo = config.demo ?? (!profile.others && (profile.isFirstStart || (await documents.get(tenant, 'demo', 'demo')) !== undefined));
  const environment = config.environment ?? (isDemo ? 'demo' : 'production');
  const environments = environmentsOf({ documents, clock, audit, home: environment });
  await environments.load();
  const bound = boundOf({ documents, clock, vault, environment });
  await bound.load(tenant);
  const connections = connectionsOf({ documents, clock, audit, vault, bound });
  const nodeTypes = new Map<string, NodeType>(
    [...coreNodes, ...connectors.flatMap((one) => [...one.triggers, ...one.actions])].map((type) => [type.type, type]),
  );
  const lookedUp = openTables({ documents, clock, audit, tenant, shared: profile.others !== undefined, environment, nodeTypes });
  const catalogue = catalogueOf({
    documents,
    clock,
    nodeTypes,
    audit,
    calendars: calendarsOf({ documents, clock, audit }),
    checks: async (owner, flow) => [
      ...checkExpressions(flow),
      ...checkUrls(flow, allow),
      ...checkPaths(
        flow,
        environments.others().map(({ id }) => id),
      ),
      ...checkSlotsBound(bound, owner, flow),
      ...checkHosts(bound, owner, flow),
      ...(await lookedUp.checkLookups(flow, environmentOf(owner, environment))),
    ],
  });
  await catalogue.refresh();
  const first = await people.ensureAdmin({
    ...(config.adminEmail ? { email: config.adminEmail } : {}),
    ...(config.adminPassword ? { password: config.adminPassword } : {}),
  });
  if (first?.drawn) say(`First admin: ${first.email}, one-time password: ${first.drawn}`);
  const linkKey = root && linkKeyOf(root);
  const origin = config.origin ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`;
  const links = linkKey && { linkKey, linkTo: (task: string) => `${origin}/t/${tokenFor(linkKey, task)}` };
  return {
    documents,
    vault,
    audit,
    people,
    sessions,
    tokens,
    isDemo,
    environment,
    environments,
    bound,
    connections,
    nodeTypes,
    catalogue,
    booksOf: openBooks(documents),
    rotateKey: keyRotationOf({ documents, audit, master: master.key }),
    ...lookedUp,
    ...links,
  };
}
