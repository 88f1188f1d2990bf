import type { ConnectorInfo } from '../../server/http/api.ts';

/** The system's own mark where it brings one as a picture, else its first two letters. */
export function Logo({ connector }: { connector: Pick<ConnectorInfo, 'title' | 'logo'> }) {
  const isPicture = connector.logo?.startsWith('data:image/') === true;
  return (
    <span className="logo" aria-hidden>
      {isPicture ? <img src={connector.logo} alt="" /> : initials(connector.title)}
    </span>
  );
}

const initials = (title: string): string => {
  const name = title.replace(/^Sandbox /, '');
  return name.charAt(0).toUpperCase() + name.charAt(1).toLowerCase();
};
