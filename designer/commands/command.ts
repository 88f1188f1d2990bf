/** What can be done or gone to from where one is: the one list behind Ctrl K. */
import type { LucideIcon } from 'lucide-react';

export const groups = ['selection', 'add', 'go', 'do', 'orders'] as const;
export type CommandGroup = (typeof groups)[number];

export interface Command {
  id: string;
  group: CommandGroup;
  title: string;
  /** What it does or where it leads, after the title. */
  why?: string | undefined;
  icon?: LucideIcon | { tile: string; group: string } | undefined;
  /** Keys that do the same: `Ctrl Z`. */
  keys?: string | undefined;
  /** Why it cannot be done now. */
  shut?: string | undefined;
  run: () => void;
}

/** Gives the commands that fit what was typed so far; asked again with every letter. */
export type CommandSource = (text: string) => readonly Command[];

const most = { selection: 6, add: 6, go: 8, do: 10, orders: 1 } as const;

export interface Found {
  group: CommandGroup;
  commands: Command[];
}

/** Commands whose words hold every word typed, by group; `>` narrows to what is done, also to what is chosen, `#` to orders. */
export function findCommands(sources: Iterable<CommandSource>, typed: string, only?: CommandGroup): Found[] {
  const narrowed: readonly CommandGroup[] | undefined = only
    ? [only]
    : typed.startsWith('>')
      ? ['selection', 'do']
      : typed.startsWith('#')
        ? ['orders']
        : undefined;
  const text = typed.replace(/^[>#]\s*/, '').trim();
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [...sources].flatMap((source) => source(text));
  const fits = (command: Command) => command.group === 'orders' || words.every((word) => `${command.title} ${command.why ?? ''}`.toLowerCase().includes(word));
  const rank = ({ title, shut }: Command) => {
    const name = title.toLowerCase();
    const first = words[0] ?? '';
    const place = name === text.toLowerCase() ? 0 : name.startsWith(first) ? 1 : name.includes(` ${first}`) ? 2 : 3;
    return (shut === undefined ? 0 : 4) + place;
  };
  return groups.flatMap((group): Found[] => {
    if (narrowed && !narrowed.includes(group)) return [];
    const commands = all
      .filter((command) => command.group === group && fits(command))
      .sort((a, b) => rank(a) - rank(b))
      .slice(0, narrowed ? 60 : most[group]);
    return commands.length > 0 ? [{ group, commands }] : [];
  });
}
