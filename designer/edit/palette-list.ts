/** What the palette and the chooser offer, in which order. Pure. */
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { connectorOf } from '../draft/edits/fresh-node.ts';
import { edit as words } from '../text/en/edit.ts';

export const groups = ['triggers', 'flow', 'people', 'money', 'connectors'] as const;

export interface PaletteGroup {
  key: string;
  name: string;
  types: NodeTypeInfo[];
  /** Actions of one system, shown behind its name. */
  systems: { name: string; title: string; types: NodeTypeInfo[] }[];
}

/** The palette without a search: favourites, then groups; actions of connectors stand behind their system's name. */
export function paletteOf(nodeTypes: readonly NodeTypeInfo[], favourites: readonly string[]): PaletteGroup[] {
  const newest = latest(nodeTypes);
  const own = favourites.flatMap((type) => newest.find((info) => info.type === type) ?? []);
  const list = groups.map((group): PaletteGroup => {
    const types = newest.filter((info) => info.group === group);
    const acts = group === 'triggers' ? [] : types.filter(({ type }) => connectorOf(type) !== undefined);
    const systems = [...Map.groupBy(acts, ({ type }) => connectorOf(type)!)].map(([name, of]) => ({ name, title: systemTitle(name), types: of }));
    return { key: group, name: words.groups[group], types: types.filter((info) => !acts.includes(info)), systems };
  });
  const shown = list.filter(({ types, systems }) => types.length + systems.length > 0);
  return own.length > 0 ? [{ key: 'favourites', name: words.favourites, types: own, systems: [] }, ...shown] : shown;
}

/** Node types that fit the asked words, the best first. */
export function searched(nodeTypes: readonly NodeTypeInfo[], asked: string, flow?: Flow, favourites: readonly string[] = []): NodeTypeInfo[] {
  const used = usedIn(flow);
  const rank = (info: NodeTypeInfo): number | undefined => {
    const found = matchOf(typeTitle(info), asked) ?? matchOf(`${info.type.replaceAll(/[._@]/g, ' ')} ${info.summary} ${words.groups[info.group]}`, asked, 10);
    return found === undefined ? undefined : found - (favourites.includes(info.type) ? 2 : 0) - Math.min(1, used.get(info.type) ?? 0);
  };
  return latest(nodeTypes)
    .flatMap((info) => {
      const at = rank(info);
      return at === undefined ? [] : [{ info, at }];
    })
    .sort((a, b) => a.at - b.at || groups.indexOf(a.info.group) - groups.indexOf(b.info.group) || a.info.title.localeCompare(b.info.title))
    .map(({ info }) => info);
}

/** How well words match a text: 0 where it begins so, undefined where a word is missing. */
export function matchOf(text: string, asked: string, behind = 0): number | undefined {
  const whole = text.toLowerCase();
  const parts = asked.toLowerCase().split(/\s+/).filter(Boolean);
  if (parts.some((part) => !whole.includes(part))) return undefined;
  if (parts.length === 0 || whole.startsWith(parts[0]!)) return behind;
  return behind + (parts.every((part) => new RegExp(`\\b${part.replace(/\W/g, '\\$&')}`).test(whole)) ? 3 : 6);
}

export function usedIn(flow: Flow | undefined): Map<string, number> {
  const used = new Map<string, number>();
  for (const { type } of Object.values(flow?.nodes ?? {})) used.set(type, (used.get(type) ?? 0) + 1);
  return used;
}

/** Of several majors of one type only the newest is offered. */
function latest(nodeTypes: readonly NodeTypeInfo[]): NodeTypeInfo[] {
  const major = (type: string) => Number(/@(\d+)$/.exec(type)?.[1] ?? 0);
  const best = new Map<string, NodeTypeInfo>();
  for (const info of nodeTypes) {
    const name = info.type.replace(/@\d+$/, '');
    const known = best.get(name);
    if (!known || major(info.type) > major(known.type)) best.set(name, info);
  }
  return [...best.values()];
}

const systemTitle = (name: string): string =>
  (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('_', ' ').replace(/\b(erp|wms|edi|api|sms|http)\b/gi, (word) => word.toUpperCase());

/** A type's title among all others: an action is named with its system, "Shopify order placed". */
export function typeTitle({ type, title }: NodeTypeInfo): string {
  const system = connectorOf(type);
  if (system === undefined || title.toLowerCase().includes(systemTitle(system).toLowerCase())) return title;
  return `${systemTitle(system)} ${/^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title}`;
}
