import { Menu } from '@mantine/core';
import { Fragment } from 'react';
import type { Point } from '../canvas/geometry.ts';
import { useEditor } from '../draft/use-editor.ts';
import { edit as words } from '../text/en/edit.ts';
import type { Action } from './actions.ts';
import { sayKeys } from './keys.ts';

interface ContextMenuProps {
  actions: readonly Action[];
  at: Point;
  onClose: () => void;
}

/** What can be done here, at the pointer. */
export function ContextMenu({ actions, at, onClose }: ContextMenuProps) {
  const editor = useEditor();
  const state = editor.get();
  const shown = actions.filter((action) => !action.silent && !/^(align|spread)-/.test(action.id) && action.when(state));
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      withinPortal
      width={260}
      trapFocus
      returnFocus
      withInitialFocusPlaceholder={false}
      menuItemTabIndex={0}
    >
      <Menu.Target>
        <button type="button" className="menu-anchor" tabIndex={-1} aria-label={words.menu} style={{ left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={words.menu}>
        {shown.map((action, n) => (
          <Fragment key={action.id}>
            {n > 0 && shown[n - 1]!.group !== action.group && <Menu.Divider />}
            <Menu.Item rightSection={action.keys?.[0] && <span className="hint">{sayKeys(action.keys[0])}</span>} onClick={action.run}>
              {action.name}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
