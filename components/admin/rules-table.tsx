import Link from "next/link";
import { urls } from "@/lib/urls";
import { Table, Td, Th } from "../ui/table";

export interface RuleLine {
  ruleId: string;
  checkId: string;
  title: string;
  /** In words, for instance "warning; critical when computed". */
  now: string;
  shipped: string;
  isOn: boolean;
  isChanged: boolean;
}

/** @param prepared changes that the links carry along */
export function RulesTable({ lines, prepared }: { lines: readonly RuleLine[]; prepared: readonly string[] }) {
  return (
    <Table label="Rules and their severity" stacks className="md:min-w-2xl md:table-fixed">
      <thead>
        <tr>
          <Th className="w-[46%]">Rule</Th>
          <Th className="w-[30%]">Severity here</Th>
          <Th>As shipped</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.ruleId}>
            <Td className="[overflow-wrap:anywhere]">
              <Link href={urls.adminRule(line.ruleId, { set: prepared })} prefetch={false} className="font-semibold">
                {line.ruleId}
              </Link>
              <span className="block text-sm text-muted">{line.title}</span>
            </Td>
            <Td label="Severity here">{line.isChanged ? <strong>{line.now}</strong> : line.now}</Td>
            <Td label="As shipped">{line.isChanged ? line.shipped : "the same"}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
