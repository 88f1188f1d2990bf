import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { Check, Moon, Sun, SunMoon } from 'lucide-react';
import { en } from '../text/en.ts';

const schemes: { value: MantineColorScheme; name: string; icon: typeof Sun }[] = [
  { value: 'light', name: en.shell.light, icon: Sun },
  { value: 'dark', name: en.shell.dark, icon: Moon },
  { value: 'auto', name: en.shell.auto, icon: SunMoon },
];

/** Light, dark, or as the system says; remembered in this browser. */
export function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const now = schemes.find((scheme) => scheme.value === colorScheme) ?? schemes[2]!;
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <button type="button" className="bar-button" aria-label={en.shell.theme(now.name)}>
          <now.icon size={18} strokeWidth={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(({ value, name, icon: Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={16} />}
            rightSection={value === colorScheme ? <Check size={14} /> : null}
            onClick={() => setColorScheme(value)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
