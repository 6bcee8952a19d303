import type { MediaType, Method, Operation, Parameter, ResponseObject } from "@/app/api/v1/_api/openapi/types";
import { Chip } from "@/components/ui/chip";
import { CodeBlock } from "@/components/ui/code-block";
import { CodeWords } from "@/components/ui/code-words";
import { Disclosure } from "@/components/ui/disclosure";
import { curlOf } from "./curl";
import { optionalWords, SchemaFields, TypeWords } from "./schema-fields";

export function OperationBlock({
  method,
  path,
  operation,
  origin,
}: {
  method: Method;
  path: string;
  operation: Operation;
  origin: string;
}) {
  const needsToken = !operation.security.some((scheme) => Object.keys(scheme).length === 0);
  return (
    <Disclosure
      id={operation.operationId}
      summary={
        <div className="grid gap-0.5">
          <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <Chip tone={method === "get" ? "info" : "good"}>{method.toUpperCase()}</Chip>
            <code className="font-semibold [overflow-wrap:anywhere]">{path}</code>
          </div>
          <div className="text-[0.9375rem] text-muted">
            {operation.summary}
            {needsToken ? ". Needs a token" : ""}
          </div>
        </div>
      }
    >
      <div className="grid gap-4 [&>*]:min-w-0">
        {operation.description ? (
          <p className="max-w-prose">
            <CodeWords text={operation.description} />
          </p>
        ) : null}
        <CodeBlock label={`Example request: ${operation.summary}`}>{curlOf(method, path, operation, origin)}</CodeBlock>
        {operation.parameters ? <Parameters parameters={operation.parameters} /> : null}
        {operation.requestBody ? <Body content={operation.requestBody.content} /> : null}
        <Answers operation={operation} />
      </div>
    </Disclosure>
  );
}

const smallTitle = "mb-1.5 text-sm font-bold tracking-wide text-muted uppercase";

function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  return (
    <div>
      <h3 className={smallTitle}>Parameters</h3>
      <dl className="grid gap-2 text-[0.9375rem]">
        {parameters.map((one) => (
          <div key={one.name}>
            <dt className="flex flex-wrap items-baseline gap-x-2">
              <code className="font-semibold">{one.name}</code>
              <span className="text-sm text-muted">
                {one.in}, <TypeWords schema={one.schema} />
                {one.required ? "" : optionalWords(one.schema)}
              </span>
            </dt>
            {one.description ? (
              <dd>
                <CodeWords text={`${one.description}.`} />
              </dd>
            ) : null}
          </div>
        ))}
      </dl>
    </div>
  );
}

function Body({ content }: { content: Record<string, MediaType> }) {
  return Object.entries(content).map(([mediaType, { schema }]) => (
    <div key={mediaType}>
      <h3 className={smallTitle}>
        Form <span className="font-normal tracking-normal normal-case">{mediaType}</span>
      </h3>
      <SchemaFields schema={schema} />
    </div>
  ));
}

function Answers({ operation }: { operation: Operation }) {
  const answers = Object.entries(operation.responses);
  const good = answers.filter(([status]) => Number(status) < 300);
  const other = answers.filter(([status]) => Number(status) >= 300);
  return (
    <div className="grid gap-3 [&>*]:min-w-0">
      <h3 className={`${smallTitle} !mb-0`}>Answers</h3>
      {good.map(([status, answer]) => (
        <Good key={status} status={status} answer={answer} summary={operation.summary} />
      ))}
      <ul className="grid gap-1 text-[0.9375rem]">
        {other.map(([status, answer]) => (
          <li key={status} className="flex gap-2">
            <code className="font-semibold">{status}</code>
            <span className="min-w-0 text-muted">
              <CodeWords text={answer.description} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Good({ status, answer, summary }: { status: string; answer: ResponseObject; summary: string }) {
  const [mediaType, media] = Object.entries(answer.content ?? {})[0] ?? [];
  return (
    <div>
      <p className="mb-1.5 text-[0.9375rem]">
        <code className="font-semibold">{status}</code> {answer.description}
        {media ? (
          <>
            : <TypeWords schema={media.schema} /> as {mediaType}
          </>
        ) : null}
      </p>
      {media?.example === undefined ? null : (
        <Example label={`Example answer ${status}: ${summary}`} text={JSON.stringify(media.example, null, 2)} />
      )}
    </div>
  );
}

/** Longer examples are cut for the eye, until all is asked for. */
const MOST_LINES = 45;

function Example({ label, text }: { label: string; text: string }) {
  const lines = text.split("\n");
  if (lines.length <= MOST_LINES) return <CodeBlock label={label}>{text}</CodeBlock>;
  return (
    <div className="[&:has(>details[open])>pre]:hidden">
      <CodeBlock label={label}>{[...lines.slice(0, MOST_LINES), "  …"].join("\n")}</CodeBlock>
      <details>
        <summary className="cursor-pointer py-1.5 text-[0.9375rem]">All {lines.length} lines</summary>
        <CodeBlock label={`${label}, all of it`}>{text}</CodeBlock>
      </details>
    </div>
  );
}
