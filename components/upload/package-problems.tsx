import type { ActionState } from "@/lib/action-state";
import { urls } from "@/lib/urls";
import { Alert } from "../ui/alert";
import { Chip } from "../ui/chip";
import { CodeWords } from "../ui/code-words";

type Failure = NonNullable<ActionState["error"]>;
type Problem = NonNullable<Failure["details"]>[number];

/** Everything that is wrong with a package at once: where, and what to do. */
export function PackageProblems({ error }: { error: Failure }) {
  const problems = error.details ?? [];
  const errors = problems.filter((problem) => problem.level === "error").length;
  return (
    <div className="grid gap-3">
      <Alert tone="bad" title={error.message} live>
        {errors > 0 ? `Nothing was stored. ${errors === 1 ? "One thing has" : `${errors} things have`} to be changed first:` : null}
      </Alert>
      {problems.length > 0 ? (
        <ol className="grid gap-2">
          {problems.map((problem) => (
            <li key={`${problem.code} ${problem.entry ?? ""} ${problem.line ?? ""} ${problem.message}`}>
              <PackageProblem problem={problem} />
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}

export function PackageProblem({ problem }: { problem: Problem }) {
  const place = [problem.entry, problem.line ? `line ${problem.line}` : ""].filter(Boolean).join(", ");
  return (
    <div className="grid gap-1 rounded-card border border-line bg-surface px-4 py-3 [overflow-wrap:anywhere]">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Chip tone={problem.level === "error" ? "bad" : "warn"}>{problem.level === "error" ? "Must be changed" : "Better changed"}</Chip>
        {place ? <code className="text-sm">{place}</code> : null}
      </div>
      <p className="font-semibold">
        <CodeWords text={problem.message} />
      </p>
      <p className="text-sm">
        <CodeWords text={problem.advice} /> <a href={urls.packageRuleDocs(problem.code)}>More about this rule</a>
      </p>
    </div>
  );
}
