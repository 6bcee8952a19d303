import { plural } from "../scan/words";
import { Table, Td, Th } from "../ui/table";

export interface TrendPoint {
  version: string;
  critical: number;
  warnings: number;
}

const BAR = 9;
const GAP = 3;
const HEIGHT = 36;
/** A version in which little was found still shows. */
const LEAST = 3;

/**
 * What was found in each version, oldest first: two bars on one scale, drawn by the server. The same figures stand in a
 * table that opens without JavaScript; who cannot see the picture is told its sense.
 */
export function FindingsTrend({ points, name }: { points: readonly TrendPoint[]; name: string }) {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return null;
  if (points.every((point) => point.critical + point.warnings === 0))
    return <p className="text-sm text-muted">Nothing to fix or consider since {first.version}.</p>;
  return (
    <figure className="grid w-fit max-w-full gap-1.5">
      <figcaption className="text-sm text-muted">
        Findings, {first.version} to {last.version}
      </figcaption>
      <Bars points={points} words={`${trendWords(first)}; ${trendWords(last)}.`} />
      <details className="text-sm">
        <summary className="cursor-pointer text-muted">As a table</summary>
        <div className="mt-2">
          <Table label={`Findings by version of ${name}`}>
            <thead>
              <tr>
                <Th>Version</Th>
                <Th className="text-right">To fix</Th>
                <Th className="text-right">To consider</Th>
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.version}>
                  <Td>{point.version}</Td>
                  <Td className="text-right tabular-nums">{point.critical}</Td>
                  <Td className="text-right tabular-nums">{point.warnings}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      </details>
    </figure>
  );
}

const trendWords = ({ version, critical, warnings }: TrendPoint): string =>
  `${version}: ${plural(critical, "finding")} to fix, ${warnings.toLocaleString("en")} to consider`;

function Bars({ points, words }: { points: readonly TrendPoint[]; words: string }) {
  const most = Math.max(1, ...points.map(({ critical, warnings }) => critical + warnings));
  const scaled = (count: number) => (count === 0 ? 0 : Math.max(LEAST, (count / most) * HEIGHT));
  const width = points.length * (BAR + GAP) - GAP;
  return (
    <svg role="img" aria-label={words} width={width} height={HEIGHT + 4} viewBox={`0 ${-3} ${width} ${HEIGHT + 4}`}>
      {points.map((point, index) => {
        const critical = scaled(point.critical);
        // Both at their least height may reach above the scale.
        const warnings = Math.min(scaled(point.warnings), HEIGHT + 3 - critical);
        const x = index * (BAR + GAP);
        return (
          <g key={point.version}>
            <title>{trendWords(point)}</title>
            <rect x={x} y={HEIGHT} width={BAR} height={1} className="fill-line-strong" />
            <rect x={x} y={HEIGHT - critical} width={BAR} height={critical} className="fill-bad" />
            <rect x={x} y={HEIGHT - critical - warnings} width={BAR} height={warnings} className="fill-warn" />
          </g>
        );
      })}
    </svg>
  );
}
