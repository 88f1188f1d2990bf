import type { DeployPreview, NodeTypeInfo, WaitingPlace } from '../../server/http/api.ts';
import { NodeTile } from '../canvas/NodeIcon.tsx';
import { sayMoney } from '../canvas/spans.ts';
import { TableHead } from '../show/TableHead.tsx';
import { ship } from '../text/en/ship.ts';

const words = ship.deployDialog;

interface WaitingPlacesProps {
  preview: DeployPreview;
  types: ReadonlyMap<string, NodeTypeInfo>;
}

/** Where orders of older versions wait, what becomes of them, and how many may move. */
export function WaitingPlaces({ preview: { places, to, working, parked, more, runs }, types }: WaitingPlacesProps) {
  const versions = versionsOf(places);
  const others = [working > 0 ? words.working(working) : '', parked > 0 ? words.parked(parked) : ''].filter(Boolean).join(', ');
  return (
    <>
      {places.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, also without a mouse
        <section className="waiting-places" tabIndex={0} aria-label={words.places}>
          <table>
            <TableHead columns={words.columns(versions, ship.version(to.number))} />
            <tbody>
              {places.map((place) => (
                <Place key={`${place.from.version} ${place.node}`} place={place} info={types.get(place.type)} isOne={!versions.includes(' ')} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {others && <p className="hint">{words.others(others)}</p>}
      {more && <p className="hint">{words.more(runs)}</p>}
    </>
  );
}

/** "v14", or "v12, v14" where runs of several are under way. */
export const versionsOf = (places: readonly WaitingPlace[]): string =>
  [...new Set(places.map(({ from }) => from.number))]
    .sort((a, b) => a - b)
    .map(ship.version)
    .join(', ');

function Place({ place, info, isOne }: { place: WaitingPlace; info: NodeTypeInfo | undefined; isOne: boolean }) {
  const { title, runs, money, before, after, safe, stays, from } = place;
  return (
    <tr>
      <th scope="row">
        <div>
          <NodeTile name={info?.icon ?? 'circle-help'} group={info?.group ?? 'unknown'} />
          <span>{title}</span>
          {!isOne && <span className="tag">{ship.version(from.number)}</span>}
        </div>
      </th>
      <td className="num">{runs.toLocaleString('en')}</td>
      <td className="num">{money.map(sayMoney).join(' · ')}</td>
      <td>{before}</td>
      <td>
        {after}
        {stays.map(({ reason, runs: stay }) => (
          <span className="hint" key={reason}>
            {words.stays(stay, reason)}
          </span>
        ))}
      </td>
      <td className="num" data-safe={safe === runs}>
        {words.safe(safe, runs)}
      </td>
    </tr>
  );
}
