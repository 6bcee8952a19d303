import Link from "next/link";
import { urls } from "@/lib/urls";
import { plural } from "../scan/words";
import { CodeWords } from "../ui/code-words";
import { Disclosure } from "../ui/disclosure";

export interface PackageWarning {
  code: string;
  message: string;
  advice: string;
  entry?: string;
  line?: number;
}

/** What the package rules advise although the package was accepted. */
export function PackageWarnings({ warnings, open }: { warnings: readonly PackageWarning[]; open?: boolean }) {
  if (warnings.length === 0) return null;
  return (
    <Disclosure open={open} summary={<span className="font-semibold">{plural(warnings.length, "remark")} about the package itself</span>}>
      <ul className="grid gap-3 text-[0.9375rem]">
        {warnings.map((warning) => (
          <li key={`${warning.code} ${warning.entry ?? ""} ${warning.line ?? ""}`}>
            <p>
              <CodeWords text={warning.message} />
            </p>
            <p className="text-muted">
              <CodeWords text={warning.advice} />{" "}
              <Link href={urls.packageRuleDocs(warning.code)} prefetch={false}>
                More
              </Link>
            </p>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
