import type { ConnectorInfo } from '../../server/http/api.ts';

/** The system's own mark where it brings one as a picture, else its first two letters. */
export function Logo({ connector }: { connector: Pick<ConnectorInfo, 'title' | 'logo'> }) {
  const isPicture = connector.logo?.startsWith('data:image/') === true;
  return (
    <span className="logo" aria-hidden>
      {isPicture ? <img src={connector.logo} alt="" /> : connector.title.replace(/^Sandbox /, '').slice(0, 2)}
    </span>
  );
}
