import { PROBLEM_CODES, PROBLEM_WORDS, statusOf } from "@/app/api/v1/_api/problem";
import { CodeWords } from "@/components/ui/code-words";

/** Every code with an anchor: the link in a problem's `type` leads here. */
export function ErrorsChapter() {
  const codes = [...PROBLEM_CODES].sort((a, b) => statusOf(a) - statusOf(b));
  return (
    <section aria-labelledby="errors">
      <h2 id="errors" className="mb-3 scroll-mt-4 text-xl font-bold">
        Errors
      </h2>
      <dl className="grid gap-3">
        {codes.map((code) => (
          <div
            key={code}
            id={`error-${code}`}
            className="scroll-mt-4 rounded-card border border-line bg-surface px-3 py-2.5 target:border-brand sm:px-4"
          >
            <dt className="flex flex-wrap items-baseline gap-x-3">
              <code className="font-semibold">{code}</code>
              <span className="text-sm text-muted">
                {statusOf(code)}, “{PROBLEM_WORDS[code].title}”
              </span>
            </dt>
            <dd className="max-w-prose text-[0.9375rem]">
              <CodeWords text={PROBLEM_WORDS[code].meaning} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
