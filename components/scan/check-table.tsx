import { checkById } from "@/scanners/ruleset/rules";
import { Table, Td, Th } from "../ui/table";
import { CheckOutcome } from "./check-outcome";
import type { ScanCheck } from "./report";
import { checkAnchor, durationWords } from "./words";

/** Until a check has finished, and when it could not, nothing is known: that is no zero. */
const shown = ({ state }: ScanCheck, count: number): number | string => (state === "finished" ? count : "–");

const totalOf = ({ open, kept }: ScanCheck): number => open.critical + open.warning + open.info + kept;

/** What was checked, with counts and no code: for everybody. `hasSections`: the findings stand further down the page. */
export function CheckTable({ checks, hasSections }: { checks: readonly ScanCheck[]; hasSections?: boolean }) {
  return (
    <Table label="What was checked">
      <thead>
        <tr>
          <Th>Check</Th>
          <Th>Result</Th>
          <Th className="text-right">Critical</Th>
          <Th className="text-right">Warnings</Th>
          <Th className="text-right">Notes</Th>
          <Th className="text-right">Kept</Th>
          <Th className="text-right">Time</Th>
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <tr key={check.checkId}>
            <Td className="font-semibold">
              {hasSections && (totalOf(check) > 0 || check.state === "errored") ? (
                <a href={`#${checkAnchor(check.checkId)}`}>{checkById(check.checkId).title}</a>
              ) : (
                checkById(check.checkId).title
              )}
            </Td>
            <Td>
              <CheckOutcome check={check} />
            </Td>
            <Td className="text-right tabular-nums">{shown(check, check.open.critical)}</Td>
            <Td className="text-right tabular-nums">{shown(check, check.open.warning)}</Td>
            <Td className="text-right tabular-nums">{shown(check, check.open.info)}</Td>
            <Td className="text-right tabular-nums">{shown(check, check.kept)}</Td>
            <Td className="text-right whitespace-nowrap tabular-nums">
              {check.durationMs === null ? "–" : durationWords(check.durationMs)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
