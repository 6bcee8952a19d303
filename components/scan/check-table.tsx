import { checkById } from "@/scanners/ruleset/rules";
import { cx } from "../ui/cx";
import { Table, Td, Th } from "../ui/table";
import { CheckOutcome } from "./check-outcome";
import type { ScanCheck } from "./report";
import { durationWords } from "./words";

/** Until a check has finished, and when it could not, nothing is known: that is no zero. */
const shown = ({ state }: ScanCheck, count: number): string => (state === "finished" ? count.toLocaleString("en") : "–");

interface Props {
  checks: readonly ScanCheck[];
  /** Where the findings of a check stand further down the page. */
  anchors?: ReadonlyMap<ScanCheck["checkId"], string>;
}

/** What was checked, with counts and no code: for everybody. */
export function CheckTable({ checks, anchors }: Props) {
  return (
    <Table label="What was checked" stacks>
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
          <tr key={check.checkId} className="max-md:grid-cols-[1fr_auto]">
            <Td className="font-semibold">
              {anchors?.has(check.checkId) ? (
                <a href={`#${anchors.get(check.checkId)}`}>{checkById(check.checkId).title}</a>
              ) : (
                checkById(check.checkId).title
              )}
            </Td>
            <Td>
              <CheckOutcome check={check} />
            </Td>
            <Count check={check} label="Critical" count={check.open.critical} />
            <Count check={check} label="Warnings" count={check.open.warning} />
            <Count check={check} label="Notes" count={check.open.info} />
            <Count check={check} label="Kept" count={check.kept} />
            <Td className="whitespace-nowrap tabular-nums max-md:hidden! md:text-right">
              {check.durationMs === null || check.state === "errored" ? "–" : durationWords(check.durationMs)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** On a phone the result says already that there are none. */
function Count({ check, label, count }: { check: ScanCheck; label: string; count: number }) {
  const isTold = check.state === "finished" && count > 0;
  return (
    <Td label={label} className={cx("tabular-nums max-md:col-span-full md:text-right", !isTold && "max-md:hidden!")}>
      {shown(check, count)}
    </Td>
  );
}
